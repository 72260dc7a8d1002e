package dev.millrace.feed.edi;

import java.util.List;

/** Judges what a scanner saw in the bytes of a segment. */
final class ByteRules {

    private ByteRules() {}

    static void judge(SegmentScanner scanner, boolean header, List<EdiProblem> problems) {
        boolean x12 = scanner.standard() == EdiStandard.X12;
        if (header && x12 && !scanner.fixedWidth()) {
            problems.add(EdiProblem.ISA_NOT_FIXED_WIDTH);
        }
        if (scanner.wrapped()) {
            problems.add(EdiProblem.LINE_WRAPPED);
        }
        if (scanner.unterminated()) {
            problems.add(EdiProblem.LAST_SEGMENT_NOT_TERMINATED);
        }
        if (scanner.badBinaryLength()) {
            problems.add(EdiProblem.BINARY_LENGTH_NOT_NUMERIC);
        }
        if (scanner.wrongBinaryLength()) {
            problems.add(EdiProblem.BINARY_LENGTH_WRONG);
        }
        if (!scanner.tagIsWellFormed()) {
            problems.add(x12 ? EdiProblem.BAD_SEGMENT_ID : EdiProblem.BAD_SEGMENT_TAG);
        }
    }
}
