/**
 * An element with its attributes and what is in it; text stays text.
 * @param {string} tag
 * @param {Readonly<Record<string, string>>} attributes
 * @param {...(Node | string)} inside
 */
function element(tag, attributes, ...inside) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...inside);
  return made;
}

/** @param {string} selector @param {ParentNode} [within] */
function all(selector, within = document) {
  return /** @type {HTMLElement[]} */ ([...within.querySelectorAll(selector)]);
}

/** @param {string} selector @param {ParentNode} [within] */
function one(selector, within = document) {
  return /** @type {HTMLElement | null} */ (within.querySelector(selector));
}

/** Opens everything that an element is folded into, and itself. @param {Element} target */
function unfold(target) {
  for (let at = /** @type {Element | null} */ (target); at; at = at.parentElement) {
    if (at instanceof HTMLDetailsElement) at.open = true;
  }
}

/** A command that can be copied. @param {string} text */
function commandLine(text) {
  const button = element('button', { type: 'button', class: 'copy', 'aria-label': 'Copy the command' }, 'Copy');
  return element('div', { class: 'command' }, element('code', {}, text), button);
}
