"""Interview Bot: run interviews from Slack, and make sure nobody misses one.

The map of the house:

- `interviews` holds the rules: what an interview is, what may be done to it, by whom,
  and who must be told. It knows no Slack, no HTTP and no SQL.
- `when` reads the times that people type.
- `words` turns keys and values into sentences.
- `slack` is the Slack door, `api` the HTTP door, `scheduler` the clock's door; `web` is the port
  they share.
- `mail` tells people outside Slack what `slack` tells those inside.
- `files` reads and writes what is moved in and out.
- `storage` (beside this package) keeps it all.
- `playground` is a Slack workspace on one's own machine, with a mail server for people outside,
  for the demo and the tests.
- `settings` is what can be set from outside (and `spelled` how), `clock` the one place that asks
  for the time, `manifest` what Slack is told about the app.
- `house` wires everything together; `cli` opens the front door.
"""
