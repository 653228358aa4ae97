"""Korean particles behind the words that are put into a message."""

import pytest
from django.utils.html import format_html
from django.utils.translation import gettext, gettext_lazy, override

from cms.core.particles import Particled


@pytest.mark.parametrize(
    ("message", "word", "said"),
    [
        ("이 %s을(를) 고칩니다", "페이지", "이 페이지를 고칩니다"),
        ("이 %s을(를) 고칩니다", "글", "이 글을 고칩니다"),
        ("‘%s’이(가) 잠겨 있습니다", "공개 문서", "‘공개 문서’가 잠겨 있습니다"),
        ("이 %s은(는) 없습니다", "사람", "이 사람은 없습니다"),
        ("%s와(과) 함께", "도로", "도로와 함께"),
        ("%s과(와) 함께", "길", "길과 함께"),
        ("%s(으)로 옮깁니다", "서울", "서울로 옮깁니다"),
        ("%s(으)로 옮깁니다", "부산", "부산으로 옮깁니다"),
        ("%s(으)로 옮깁니다", "제주", "제주로 옮깁니다"),
        ("<b>%s</b>을(를) 고칩니다", "회의", "<b>회의</b>를 고칩니다"),
        ("‘%s’을(를) 고칩니다", "계획 13", "‘계획 13’을 고칩니다"),
        ("‘%s’을(를) 고칩니다", "계획 2", "‘계획 2’를 고칩니다"),
        ("‘%s’을(를) 고칩니다", "plan.pdf", "‘plan.pdf’을(를) 고칩니다"),
        ("‘%s’의 100%%를 봅니다", "을(를)", "‘을(를)’의 100%를 봅니다"),
        ("‘%s’을(를) 고칩니다", "학교을(를) 짓다", "‘학교을(를) 짓다’를 고칩니다"),
    ],
)
def test_the_particle_follows_the_word_and_words_of_people_stay(message, word, said):
    assert Particled(message) % word == said
    braces = Particled(message.replace("%s", "{}").replace("%%", "%"))
    assert (braces.format(word), format_html(braces, word)) == (said, said)


def test_messages_of_the_korean_catalogue_follow_their_words_and_others_do_not():
    lazy = gettext_lazy("Anyone can edit this %(model_name)s")
    with override("ko"):
        assert lazy % {"model_name": "페이지"} == "누구나 이 페이지를 고칠 수 있습니다"
        assert (
            gettext("Anyone can edit this %(model_name)s") % {"model_name": "글"} == "누구나 이 글을 고칠 수 있습니다"
        )
    with override("en"):
        assert lazy % {"model_name": "page"} == "Anyone can edit this page"
