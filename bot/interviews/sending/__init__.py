"""Sending what is due: each notice once, to whom it still concerns, as long as it is true.

The `clerk` claims what is due, as many at once as the `pace` allows, and the `courier` hands it out
to a `crew` that delivers it, within the times of `terms`. For each one `looking` finds out how
things stand, `holding` whether it still holds and may come now, `merging` and `nearby` whether it
is told by one message with others; `delivery` sends it, `marks` are what is written down of that.
`following` is what is due because of it later on, and `unheard` is for what reached nobody: whoever
wrote it hears so, or the recruiter.
"""
