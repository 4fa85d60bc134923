import { expect, type Page } from '@playwright/test';

/** What has the focus: its name as it is read, and whether people see that it has it. */
interface Focused {
  readonly name: string;
  readonly region: string;
  readonly isSeen: boolean;
}

const look = `(() => {
  const element = document.activeElement;
  if (!element || element === document.body) return { name: '', region: '', isSeen: false };
  const label = element.getAttribute('aria-label') ?? element.labels?.[0]?.innerText ?? element.textContent ?? '';
  const own = getComputedStyle(element);
  const drawn = element.closest('.chip, .file') ?? element.querySelector('.shape') ?? element;
  const style = getComputedStyle(drawn);
  const box = element.getBoundingClientRect();
  return {
    name: label.replace(/\\s+/g, ' ').trim(),
    region: element.closest('header, nav, [aria-label]:is(section)')?.getAttribute('aria-label') ?? 'top',
    isSeen: box.width > 0 && box.height > 0 &&
      [own, style, getComputedStyle(element.nextElementSibling ?? element)].some(
        (each) => each.outlineStyle !== 'none' && parseFloat(each.outlineWidth) >= 1.5) ||
      parseFloat(style.strokeWidth) >= 4,
  };
})()`;

export function focused(page: Page): Promise<Focused> {
  return page.evaluate(look) as Promise<Focused>;
}

const maxPresses = 500;

/** Presses Tab until something of this name has the focus, which must be seen. */
export async function tabTo(page: Page, name: string | RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  const isIt = (text: string): boolean => (typeof name === 'string' ? text === name : name.test(text));
  for (let pressed = 0; pressed < maxPresses; pressed++) {
    await page.keyboard.press(key);
    const { name: met, isSeen } = await focused(page);
    if (!isIt(met)) continue;
    expect(isSeen, `the focus is seen on ${met}`).toBe(true);
    return;
  }
  throw new Error(`the key Tab leads to nothing that is called ${String(name)}`);
}

/** Goes there and presses Enter. */
export async function press(page: Page, name: string | RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await tabTo(page, name, key);
  await page.keyboard.press('Enter');
}
