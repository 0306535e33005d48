"""The page that anybody can read: why an upper back may hurt when running, and what to try.

Its words are the content's own, and the same for everybody, so that a cache may keep it.
"""

from flask import Blueprint, Response, make_response, render_template, request

from services import services

AN_HOUR = 3600  # seconds
guide = Blueprint("guide", __name__)


@guide.get("/upper-back-pain-when-running")
def show() -> Response:
    """What may play a part, what to try, what physiotherapy may do, and how to book."""
    response = make_response(render_template("self_check/guide.html", faq=faq_as_data()))
    response.cache_control.public = True
    response.cache_control.max_age = AN_HOUR
    response.vary.add("Accept-Encoding")
    response.add_etag(weak=True)  # it is compressed afterwards
    response.make_conditional(request)
    return response


def faq_as_data() -> dict[str, object]:
    """The questions that people ask, as search engines read them (schema.org)."""
    faqs = services().rulebook.advice.faqs
    return {
        "@context": "https://schema.org",
        "@type": "FAQPage",
        "mainEntity": [
            {
                "@type": "Question",
                "name": one.question,
                "acceptedAnswer": {"@type": "Answer", "text": one.answer},
            }
            for one in faqs
        ],
    }
