"""The rules: what an interview is, what may be done to it, by whom, and who must be told.

Nothing here knows Slack, HTTP or SQL. `Interviews` holds the deeds, each one method and one
transaction; `Courier` sends the notices that follow from them.

The rooms, by what they are for; each has a map of its own in its first lines:

- What there is: `model`, `plans` (what may be done), `notices`, `refusals`, `texts`.
- `service` has the deeds: `permissions` and `casting` say by whom and with whom, `doing` is how one
  is done, `races` begins it again when somebody else was first, `tokens` says whom it is done for.
- `planning` says which notices follow; `sending` brings them to people, each a case (`cases`).
- `people` are who is told, as they like it (`preferring`); `forgetting` takes them out again.
- Saying how things are: `account`, `changes`, `cautions`, `overview`, `digest`, `digests`; when and
  with whom it could be: `diary`.
- What the house does by itself: `tidying`. In and out: `moving`. What all that needs from outside:
  `ports`.

Which state allows which deed:

========== ============================== ============================== =======================
deed       from                           who                            result
========== ============================== ============================== =======================
book       (new)                          recruiters                     pending
change     pending, scheduled, amended    recruiters                     pending when times or
                                                                         people change, else as
                                                                         it was
amend      the same, before the start     either side, recruiters for    amended; the old time
                                          the interviewer                stands
accept     the same; of a proposal only   either side; recruiters on     scheduled; a proposed
           the side that did not make it  behalf of either               time becomes the time
decline    amended                        the other side; the proposer   as before the proposal
                                          takes it back
cannot     pending, scheduled, amended    the interviewer                as it was; a colleague
                                                                         is asked to stand in
ask        the same, while they can't     recruiters                     as it was; who was asked
                                                                         before no longer is
take       the same                       whoever is asked               scheduled, with the new
                                                                         interviewer's yes
leave      the same                       whoever is asked               as it was; the next one
                                                                         is asked
cancel     pending, scheduled, amended    recruiters, its interviewer    cancelled
reject     pending, scheduled, amended    its interviewee                rejected
hand_over  pending, scheduled, amended    recruiters                     as it was
undo       all, within two minutes, if    whoever did it                 as before the last
           nothing happened since                                        deed; a booking is
                                                                         cancelled
remind     pending, scheduled, amended    recruiters                     as it was
remind_now the same, before the start     recruiters                     as it was; the two are
                                                                         reminded at once
========== ============================== ============================== =======================

A cancelled or rejected interview stays so, unless that is undone. One that is over and took place,
as somebody said, has its time and its people for good, and is not cancelled any more, but through
the API, whose contract has both done at any time; one that is over and of which nobody said so may
be moved: that is how whoever did not come is met after all.

A proposal may be answered by another one, by either side, as often as they like: nobody is to be
kept from finding a time. The last five of those that came before stay with the interview until the
proposal is settled; all of them are in its history.

Where a door has one way in for staff and another for who applies, an actor acts as one of them
only: as staff on what they recruit for or interview, as who applies on what is their own. As staff
a recruiter who does not say for whom answers for the side that did not propose; where nothing is
proposed, for the interviewer as long as they have not answered, then for the interviewee.
"""
