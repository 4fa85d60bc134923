/** A page from disk may not be allowed to write to the clipboard: then the command is selected, and copied the old way. */
function watchCopies() {
  document.addEventListener('click', async ({ target }) => {
    const button = target instanceof Element ? target.closest('button.copy') : null;
    const source = button?.previousElementSibling;
    if (!button || !source) return;
    const copied = (await written(source.textContent ?? '')) || selected(source);
    button.textContent = copied ? 'Copied' : 'Selected';
    const status = one('#status');
    if (status) status.textContent = copied ? 'The command was copied.' : 'The command is selected: copy it by key.';
    setTimeout(() => {
      button.textContent = 'Copy';
    }, 2000);
  });
}

/** @param {string} text */
async function written(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** @param {Element} source */
function selected(source) {
  getSelection()?.selectAllChildren(source);
  return document.execCommand('copy');
}
