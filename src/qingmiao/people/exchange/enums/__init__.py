"""Words of the exchange. Those the sandbox also needs are plain strings: it never loads Django."""

from enum import StrEnum


class FileFlaw(StrEnum):
    """Why a form, an archive of them or a picture is not read, beyond what every file may suffer from."""

    UNKNOWN = "file-unknown"
    NOT_XML = "file-not-xml"
    WRONG_ROOT = "file-wrong-root"
    HAS_DTD = "file-has-dtd"
    TOO_DEEP = "file-too-deep"
    NOT_LRM = "file-not-lrm"
    NO_NAME = "file-no-name"
    ZIP_TOO_MANY = "zip-too-many"
    ZIP_ESCAPES = "zip-escapes"
    ZIP_LINK = "zip-link"
    ZIP_DUPLICATE = "zip-duplicate"
    ZIP_OVERLAPS = "zip-overlaps"
    ZIP_EMPTY = "zip-empty"
    PHOTO_DAMAGED = "photo-damaged"
    PHOTO_TOO_LARGE = "photo-too-large"
    PHOTO_UNKNOWN = "photo-unknown"
    SOUND_DAMAGED = "sound-damaged"
    SOUND_UNKNOWN = "sound-unknown"
    SOUND_IS_FILM = "sound-is-film"


class DateFlaw(StrEnum):
    """Why a text is not a date."""

    NOT_A_DATE = "date-not-a-date"
    NO_SUCH_MONTH = "date-no-such-month"
    NO_SUCH_DAY = "date-no-such-day"
    YEAR_OUT_OF_RANGE = "date-year-out-of-range"
    ONE_OR_TEN = "date-one-or-ten"


class RowFlaw(StrEnum):
    """What is wrong with a row of a roster, or with the person a form names."""

    REQUIRED = "row-required"
    UNKNOWN_WORD = "row-unknown-word"
    TOO_LONG = "row-too-long"
    NOT_A_NAME = "row-not-a-name"
    MONTH_MISSING = "row-month-missing"
    NOT_AN_IDENTITY = "row-not-an-identity"
    ID_OF_SOMEBODY_ELSE = "row-id-of-somebody-else"
    SAME_IDENTITY = "row-same-identity"
    SAME_PERSON = "row-same-person"
    UNIT_UNKNOWN = "row-unit-unknown"
    UNIT_MISSING = "row-unit-missing"
    UNIT_OUTSIDE = "row-unit-outside"
    SEVERAL = "row-several"
    ID_TAKEN = "row-id-taken"


class Found(StrEnum):
    """What a check may find. A finding never stops an import: it is shown and kept."""

    GAP = "gap"
    OVERLAP = "overlap"
    BACKWARDS = "backwards"
    ORDER = "order"
    OPEN_IN_THE_MIDDLE = "open-in-the-middle"
    IN_THE_FUTURE = "in-the-future"
    UNPARSED_LINE = "unparsed-line"
    FIRST_WORK = "first-work"
    STUDY_NOT_LISTED = "study-not-listed"
    SCHOOL_NOT_IN_RESUME = "school-not-in-resume"
    BAD_DATE = "bad-date"
    ID_MISSING = "id-missing"
    ID_WRONG = "id-wrong"
    ID_BIRTH = "id-birth"
    ID_SEX = "id-sex"
    PARTY_UNDER_AGE = "party-under-age"
    WORK_UNDER_AGE = "work-under-age"
    PARTY_UNREAD = "party-unread"
    FAMILY_BEYOND_FORM = "family-beyond-form"
    FAMILY_BEYOND_FILE = "family-beyond-file"
    PHOTO_MISSING = "photo-missing"
    PHOTO_UNREADABLE = "photo-unreadable"
    UNKNOWN_ELEMENT = "unknown-element"
    UNKNOWN_WORD = "unknown-word"
    POST_NOT_IN_RESUME = "post-not-in-resume"
    SANCTION = "sanction"
    UNIT_NOT_FOUND = "unit-not-found"
    FILE_SEEN = "file-seen"


class LineKind(StrEnum):
    """What a résumé line speaks of; the values are those of the dossier's own list."""

    WORK = "work"
    STUDY = "study"
    POSTING = "posting"
