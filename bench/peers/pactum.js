// N checked exchanges by pactum: status and JSON schema of an answer.
import pactum from 'pactum';

const [origin, count] = process.argv.slice(2);
const schema = {
  type: 'object',
  required: ['actions'],
  properties: { actions: { type: 'array', items: { type: 'object', minProperties: 1 } } },
};
for (let index = 0; index < Number(count); index++) {
  await pactum.spec().get(`${origin}/answer?call_id=call_${index}`).expectStatus(200).expectJsonSchema(schema);
}
