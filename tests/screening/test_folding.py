"""Folding keeps the way back to the original."""

import unicodedata

import pytest

from screening import Kind, mask, screen
from screening.text.folding import fold


@pytest.mark.parametrize(
    ("original", "folded"),
    [
        ("", ""),
        ("가나 010-1234", "가나 010-1234"),
        ("０１０－１２３４", "010-1234"),
        ("Ａｂ＠ｃ．ｋｒ", "Ab@c.kr"),
        ("1‐2‑3‒4–5—6―7−8－9ㅡ0ー1─2", "1-2-3-4-5-6-7-8-9-0-1-2"),
        ("a\u00a0b\u3000c\u2009d", "a b c d"),
        ("a\r\nb", "a \nb"),
        ("𝟎𝟙𝟚𝟯𝟺", "01234"),
        ("\u200b0\u200d1\ufeff\u00ad0\ufe0f\u20e3", "010"),
        (unicodedata.normalize("NFD", "신청인 홍길동"), "신청인 홍길동"),
        ("\u1112 \u1161", "\u1112 \u1161"),
    ],
)
def test_characters_become_those_of_a_plain_keyboard(original, folded):
    assert fold(original).text == folded


@pytest.mark.parametrize(
    ("original", "folded"),
    [
        ("O1O-l234-5678", "010-1234-5678"),
        ("일이삼 사오육 칠팔구영", "123 456 7890"),
        ("a school will follow in 2021", "a school will follow in 2021"),
        (f"{'o' * 60} 010-l234-5678", f"{'o' * 60} 010-1234-5678"),
        (f"{'o' * 45}0-l234-5678", f"{'o' * 45}0-1234-5678"),
        ("2345-678O", "2345-678O"),
        ("O l O - O O O O - l 이 3 4", "0 1 0 - 0 0 0 0 - 1 2 3 4"),
        ("lOOO IIII OOO1 팔OO3", "1000 1111 0001 8003"),
        ("5이OO 팔이lO 8l이O", "5200 8210 8120"),
        ("will look for millions of illiterate", "will look for millions of illiterate"),
    ],
)
def test_what_stands_for_digits_is_read_in_long_numbers_and_not_in_words(original, folded):
    assert fold(original).text == folded


@pytest.mark.parametrize(
    "unseen",
    [
        *"\u00ad\u034f\u115f\u17b4\u180f\u200b\u202e\u2061\u206f\u3164\ufe0f\ufff0",
        *"\U0001bca0\U0001d173\U000e0001\U000e0041\U000e0100\U000e0fff",
        *"\u0301\u0336\u1ab0\u1dc0\u20dd\u20e3\ufe20",
    ],
    ids=ascii,
)
def test_what_a_program_may_ignore_and_what_is_drawn_over_a_digit_hides_no_number(unseen):
    text = "주민 " + "".join(f"{letter}{unseen}" for letter in "900101-1234568")
    (found,) = screen(text)
    assert (found.kind, found.start, found.end) == (Kind.RESIDENT_NUMBER, 3, 3 + 27)
    assert not any(letter.isdigit() for letter in mask(text, (found,))[16:])


@pytest.mark.parametrize(
    "original",
    ["가\u200b나", "\u200b\u200b가", unicodedata.normalize("NFD", "각\u200b간") + "０\u200b\u200b１", "가나"],
)
def test_each_folded_character_stands_for_its_own_piece_of_the_original(original):
    folded = fold(original)
    pieces = [original[slice(*folded.span(place, place + 1))] for place in range(len(folded.text))]
    assert [fold(piece).text for piece in pieces] == list(folded.text)
    assert "".join(pieces) == original.replace("\u200b", "")


def test_a_span_leaves_out_what_is_invisible_around_it():
    folded = fold("가\u200b010\u200b나")
    assert folded.text == "가010나"
    assert folded.span(1, 4) == (2, 5)


def test_a_span_takes_in_what_is_invisible_inside_it():
    folded = fold("01\u200b0")
    assert folded.span(0, 3) == (0, 4)


@pytest.mark.parametrize("reference", ["&#45;", "&#x2D;", "&ndash;", "&#8211;", "&nbsp;"])
def test_what_a_page_writes_as_a_reference_hides_no_number_and_is_covered_with_it(reference):
    text = f"번호 900101{reference}1234567 끝"
    (found,) = screen(text)
    assert text[found.start : found.end] == f"900101{reference}1234567"
    assert not any(map(str.isdigit, mask(text, (found,))[found.start + 6 + len(reference) :]))


def test_references_of_letters_and_without_an_end_are_left():
    assert fold("a &amp; b &lt;&#44032;&#45 c").text == "a &amp; b &lt;가&#45 c"


@pytest.mark.parametrize(
    "number",
    ["공하나공 공사팔하나 둘둘구다섯", "공하나공공사팔여덟셋넷구하나", "공 하나 공 공 사 일곱 하나 구 팔 칠 아홉"],
)
def test_native_numerals_are_read_and_covered_to_their_end(number):
    text = f"가&#45;나 {number} 다"
    (found,) = screen(text)
    assert (found.kind, text[found.start : found.end]) == (Kind.MOBILE, number)


def test_how_a_sentence_goes_on_behind_a_spelled_number_is_no_digit_of_it():
    assert fold("번호는 공일공 공사팔일 이이칠이라고 함").text == "번호는 010 0481 2272라고 함"
    assert fold("번호는 공일공 공사팔일 이이칠삼이라고 함").text == "번호는 010 0481 2273이라고 함"
