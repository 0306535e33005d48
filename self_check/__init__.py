"""A runner alone: the pages from the first question to the result and the request form.

Answers are in an encrypted cookie of the runner's own; the server keeps none of them.

answer_store.py  that cookie as an answer store
navigation.py    where a runner goes on, and redirects
views.py         questions, summary, result
pages.py         pages and stops as they are shown
reached.py       counts each page once as people reach it
answering.py     what is done with a page's answers once sent
plan_calendar.py the plan as a calendar file
plan_numbers.py  the distances that are asked on the plan
booking.py       the form that asks for an appointment
guide.py         the page that anybody can read, without an answer
"""
