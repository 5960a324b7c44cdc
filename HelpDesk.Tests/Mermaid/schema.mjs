// Reads {schema, documents} and answers, for each document, what is wrong with it by the schema; an empty list where nothing is.
import Ajv2020 from 'ajv/dist/2020.js';

let text = '';
for await (const chunk of process.stdin) text += chunk;
const { schema, documents } = JSON.parse(text);
const validate = new Ajv2020({ allErrors: true, strict: true, strictRequired: false, allowUnionTypes: true }).compile(JSON.parse(schema));
process.stdout.write(JSON.stringify(documents.map(document => validate(JSON.parse(document)) ? [] : validate.errors.map(error => `${error.instancePath} ${error.message}`))));
