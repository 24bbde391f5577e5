"""The HTTP door: the same interviews as in chat, as the documented API has them, byte for byte.

- `calls` is the table of everything that can be called; `documents` describes it (OpenAPI).
- `asked` is a request as it came in, `body` and `fields` read it; `answers` is what goes back.
- `tokens` are the bearer tokens, `rates` how often one may call.
- `errors` turns a refusal, or whatever else went wrong, into a status and a body: one table.
- `beside` is what is answered beside the calls; `app` puts it together.
"""
