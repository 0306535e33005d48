"""What a patient is asked beyond the questions, as each file names it.

The words are those of the page (clinic/visits/forms.py), which a test holds.
"""

ASK, STOPS, RATING = "ask", "stops", "stops_rating"
OWN_WORDS = {
    ASK: "What would you most like to ask or achieve at this visit?",
    STOPS: "What does this pain stop you doing?",
    RATING: "How much does it stop you?",
}
