"""The same notices by e-mail: for people who are not in Slack, and where a message cannot arrive.

`letter` says in plain values what a letter says, `message` makes an e-mail of it, `server` hands
it over by SMTP, and `post` does so behind the courier's port.
"""
