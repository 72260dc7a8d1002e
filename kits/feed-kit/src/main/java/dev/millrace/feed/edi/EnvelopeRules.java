package dev.millrace.feed.edi;

import java.util.List;

/**
 * Compares trailers with headers and with what was counted.
 *
 * <p>Sources: X12.5 and X12.6 (SE, GE, IEA), ISO 9735-1 (UNT, UNE, UNZ), the TRADACOMS syntax rules (MTR, EOB, END).
 */
final class EnvelopeRules {

    private final EdiStandard standard;
    private final List<EdiProblem> problems;

    EnvelopeRules(EdiStandard standard, List<EdiProblem> problems) {
        this.standard = standard;
        this.problems = problems;
    }

    void transaction(Unit unit, Segment trailer) {
        switch (standard) {
            case X12 -> {
                count(trailer, unit.segments(), EdiProblem.SE_SEGMENT_COUNT);
                reference(unit.header().part(2), trailer, EdiProblem.SE_CONTROL_NUMBER);
            }
            case EDIFACT -> {
                count(trailer, unit.segments(), EdiProblem.UNT_SEGMENT_COUNT);
                reference(unit.header().part(1), trailer, EdiProblem.UNT_REFERENCE);
            }
            case TRADACOMS -> count(trailer, unit.segments(), EdiProblem.MTR_SEGMENT_COUNT);
        }
    }

    void group(Unit unit, Segment trailer) {
        switch (standard) {
            case X12 -> {
                count(trailer, unit.transactions(), EdiProblem.GE_TRANSACTION_COUNT);
                reference(unit.header().part(6), trailer, EdiProblem.GE_CONTROL_NUMBER);
            }
            case EDIFACT -> {
                count(trailer, unit.transactions(), EdiProblem.UNE_COUNT);
                reference(unit.header().part(5), trailer, EdiProblem.UNE_REFERENCE);
            }
            case TRADACOMS -> count(trailer, unit.transactions(), EdiProblem.EOB_COUNT);
        }
    }

    void interchange(Unit unit, Segment trailer) {
        switch (standard) {
            case X12 -> {
                count(trailer, unit.groups(), EdiProblem.IEA_GROUP_COUNT);
                reference(unit.header().part(13), trailer, EdiProblem.IEA_CONTROL_NUMBER);
            }
            case EDIFACT -> {
                long expected = unit.groups() > 0 ? unit.groups() : unit.transactions();
                count(trailer, expected, EdiProblem.UNZ_COUNT);
                reference(unit.header().part(5), trailer, EdiProblem.UNZ_CONTROL_REFERENCE);
            }
            case TRADACOMS -> count(trailer, unit.transactions(), EdiProblem.END_COUNT);
        }
    }

    void transactionWithoutTrailer() {
        problems.add(
                switch (standard) {
                    case X12 -> EdiProblem.SE_MISSING;
                    case EDIFACT -> EdiProblem.UNT_MISSING;
                    case TRADACOMS -> EdiProblem.MTR_MISSING;
                });
    }

    void groupWithoutTrailer() {
        problems.add(
                switch (standard) {
                    case X12 -> EdiProblem.GE_MISSING;
                    case EDIFACT -> EdiProblem.UNE_MISSING;
                    case TRADACOMS -> EdiProblem.EOB_MISSING;
                });
    }

    void interchangeWithoutTrailer() {
        problems.add(
                switch (standard) {
                    case X12 -> EdiProblem.IEA_MISSING;
                    case EDIFACT -> EdiProblem.UNZ_MISSING;
                    case TRADACOMS -> EdiProblem.END_MISSING;
                });
    }

    private void count(Segment trailer, long counted, EdiProblem problem) {
        if (number(trailer.part(1)) != counted) {
            problems.add(problem);
        }
    }

    private void reference(Object header, Segment trailer, EdiProblem problem) {
        // Both are mandatory: two that are left out do not agree.
        if (plain(header).equals("") || !plain(header).equals(plain(trailer.part(2)))) {
            problems.add(problem);
        }
    }

    private static Object plain(Object part) {
        return part instanceof String text ? text.strip() : part;
    }

    /** -1 for what is no count. */
    static long number(Object part) {
        String text = part instanceof String plain ? plain.strip() : "";
        if (text.isEmpty() || text.length() > 18) {
            return -1;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return -1;
            }
        }
        return Long.parseLong(text);
    }
}
