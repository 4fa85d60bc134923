/**
 * @typedef {object} PageData
 * @property {Readonly<Record<string, readonly string[]>>} requirements the text of a clause, and what it rests on
 * @property {{root: string, command: string, nodes: readonly Place[], edges: readonly (readonly [string, string, string | null])[]}} [flow]
 */

const page = /** @type {PageData} */ (JSON.parse(one('#data')?.textContent ?? '{"requirements":{}}'));

document.documentElement.classList.add('js');
watchCopies();
watchFilters();
watchDrawing();
watchPrinting();
go();
addEventListener('hashchange', go);
