"""Moving in and out: people and interviews of a file come in, and go out again the same.

A file has lines, each with one user, one interview exactly as the API answers, or the feedback on
one (`lines`). The `mover` has both ways, each in one transaction.
First the whole file is read and held against itself (`gathering`); then it is held against the book
and written (`arrival`) in `batches`: people as whom we know them (`acquaintance`), then their
applications, then the interviews. One of its `faults`, and nothing is stored.

What is kept from the file, and what is not:

- Ids and everything that the API shows, `updated_at` too, are as the file says. What is kept
  beside it (owner, answers, lead times) stays as it was; answers and the status before a proposal
  go when times or people changed, as they do with any other change.
- Of a person null or nothing leaves e-mail, Slack id, zone and language as they are known.
- A role is raised and never lowered: who interviews is at least an interviewer.
- Feedback stands in lines of its own, since the API does not show it; its interview, and whoever
  gave it, stand in the file or are known already. An interview without such a line keeps its own.
- Nobody is told. The reminders of live interviews to come are planned; those of a start that was
  moved or called off are withdrawn.
- What overlaps another live interview is marked as forced.

Nobody is overwritten by somebody else: a number that means another person, another's application
or an interview of two other people here is refused, unless an import brought it in before.
"""
