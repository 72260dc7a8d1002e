package dev.millrace.feed.edi;

/** What a segment does in its interchange. */
enum Role {
    INTERCHANGE_HEADER,
    GROUP_HEADER,
    TRANSACTION_HEADER,
    TRANSACTION_TRAILER,
    GROUP_TRAILER,
    INTERCHANGE_TRAILER,
    /** Belongs to the interchange or group itself: acknowledgements of interchanges, security. */
    SERVICE,
    DATA;

    static Role of(EdiStandard standard, String tag) {
        return switch (standard) {
            case X12 -> ofX12(tag);
            case EDIFACT -> ofEdifact(tag);
            case TRADACOMS -> ofTradacoms(tag);
        };
    }

    private static Role ofX12(String tag) {
        return switch (tag) {
            case "ISA" -> INTERCHANGE_HEADER;
            case "GS" -> GROUP_HEADER;
            case "ST" -> TRANSACTION_HEADER;
            case "SE" -> TRANSACTION_TRAILER;
            case "GE" -> GROUP_TRAILER;
            case "IEA" -> INTERCHANGE_TRAILER;
            // X12.5 (TA1, TA3, ISB, ISE) and X12.58 (security).
            case "TA1", "TA3", "ISB", "ISE", "S3A", "S3S", "S3E", "S4A", "S4S", "S4E", "SVA" -> SERVICE;
            default -> DATA;
        };
    }

    private static Role ofEdifact(String tag) {
        return switch (tag) {
            case "UNB" -> INTERCHANGE_HEADER;
            case "UNG" -> GROUP_HEADER;
            case "UNH" -> TRANSACTION_HEADER;
            case "UNT" -> TRANSACTION_TRAILER;
            case "UNE" -> GROUP_TRAILER;
            case "UNZ" -> INTERCHANGE_TRAILER;
            // ISO 9735-5 (security) and 9735-8 (packages).
            case "USA", "USB", "USC", "USD", "USH", "USL", "USR", "UST", "USU", "UNO", "UNP" -> SERVICE;
            default -> DATA;
        };
    }

    private static Role ofTradacoms(String tag) {
        return switch (tag) {
            case "STX" -> INTERCHANGE_HEADER;
            case "BAT" -> GROUP_HEADER;
            case "MHD" -> TRANSACTION_HEADER;
            case "MTR" -> TRANSACTION_TRAILER;
            case "EOB" -> GROUP_TRAILER;
            case "END" -> INTERCHANGE_TRAILER;
            default -> DATA;
        };
    }
}
