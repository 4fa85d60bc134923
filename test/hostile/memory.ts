import { checkArea } from './check.ts';

/** Checks the targets that are named, and prints how much memory that took at most, in megabytes. */
const [area = '', ...urls] = process.argv.slice(2);
for (const url of urls) await checkArea(area, area === 'answer' ? { answerUrl: url } : { webhookUrl: url }, 2000);
process.stdout.write(String(Math.round(process.resourceUsage().maxRSS / 1024)));
