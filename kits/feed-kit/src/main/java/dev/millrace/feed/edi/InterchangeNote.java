package dev.millrace.feed.edi;

/** TA105, X12 data element I18 (interchange note code), as far as it is used here; the table runs from 000 to 031. */
enum InterchangeNote implements X12Error {
    NONE("000"),
    /** ISA13 and IEA02. */
    CONTROL_NUMBERS_DIFFER("001"),
    SENDER("006"),
    UNKNOWN_RECEIVER("009"),
    CONTROL_NUMBER("018"),
    TEST_INDICATOR("020"),
    GROUP_COUNT("021"),
    CONTROL_STRUCTURE("022"),
    /** The stream ends within the interchange. */
    PREMATURE_END("023"),
    /** Such as a GS segment that names no group. */
    CONTENT("024"),
    DUPLICATE_CONTROL_NUMBER("025");

    private final String code;

    InterchangeNote(String code) {
        this.code = code;
    }

    String code() {
        return code;
    }
}
