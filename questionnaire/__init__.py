"""What is asked: the questions, the way through them, the answers and the forms. No pages.

questions.py         sections of pages of questions, read from content/ by loading.py
question_reading.py  one question of a content file
journey.py           which questions these answers open, and what of them reaches the rules
stops.py             when the questions stop
evidence.py          the answers that a warning sign rests on
safety_answers.py    what was ticked on the safety pages, or skipped
care_card.py         what whoever comes to help should know of the safety pages
way.py               what comes next
answers.py           what is wrong with an answer, and how it reads back
answer_set.py        one person's answers, and packing.py: as they are kept meanwhile
forms.py             a page's questions as a form
typed.py             a number as people type it, with words behind it
distance.py          in km or miles, kept as typed
contact.py           a phone number, a mail address and a host as people write them
readback.py          answers read back, to change any
result.py            what one runner is told, and why
own_words.py         a reason with the runner's own numbers and words
load_chart.py        the runner's load as bars
plan_words.py        the running plan as the runner reads it
case.py              one person's answers as JSON
what_if/             the smallest change that would move a result; what_if_words.py: its words
content/             the questions, one file a section
"""
