package dev.millrace.feed.edi;

import java.util.List;

/** Tells the findings of transaction sets by place and code: AK3 and AK4 of a 997; IK3, CTX and IK4 of a 999. */
final class TransactionNotes {

    /** Data element 447, a loop's identifier. */
    private static final int LOOP_LENGTH = 4;
    /** AK4 and IK4 in one loop of AK3 or IK3. */
    private static final int MOST_ELEMENTS = 99;

    private static final String TRIGGER = "SITUATIONAL TRIGGER";

    private final SegmentWriter segments;
    private final AcknowledgementType type;
    private final boolean modern;
    private final String segmentNote;
    private final String elementNote;
    private int left;

    /**
     * Tells up to a number of findings.
     *
     * @param most how many, of all transaction sets together
     */
    TransactionNotes(SegmentWriter segments, AcknowledgementType type, boolean modern, int most) {
        this.segments = segments;
        this.type = type;
        this.modern = modern;
        this.left = most;
        boolean implementation = type == AcknowledgementType.IMPLEMENTATION;
        this.segmentNote = implementation ? "IK3" : "AK3";
        this.elementNote = implementation ? "IK4" : "AK4";
    }

    void write(TransactionReport report) {
        List<Finding> findings = report.findings();
        int elements = 0;
        Place open = Place.NONE;
        for (Finding finding : findings) {
            Place place = finding.place();
            if (left == 0) {
                return;
            }
            if (!nameable(place)) {
                continue;
            }
            X12Error error = X12Error.of(finding.problem());
            if (error instanceof SegmentError fault) {
                open = Place.NONE;
                if (fault == SegmentError.HAS_ELEMENT_ERRORS && elementsFollow(findings, place)) {
                    continue;
                }
                left--;
                segment(place, fault);
            } else if (error instanceof ElementError fault) {
                if (place.segment() != open.segment() || elements == MOST_ELEMENTS) {
                    segment(place, SegmentError.HAS_ELEMENT_ERRORS);
                    open = place;
                    elements = 0;
                }
                left--;
                elements++;
                element(place, fault);
            }
        }
    }

    /** The segment is told when its first element is. */
    private static boolean elementsFollow(List<Finding> findings, Place place) {
        return findings.stream()
                .anyMatch(other -> other.place().segment() == place.segment()
                        && X12Error.of(other.problem()) instanceof ElementError);
    }

    /** What can't stand in AK301, such as the begin of broken data, is left to AK5. */
    private static boolean nameable(Place place) {
        return place.segment() > 0 && place.segmentTag().matches("[A-Z0-9]{2,3}");
    }

    private void segment(Place place, SegmentError fault) {
        segments.segment(segmentNote)
                .element(place.segmentTag())
                .element(place.segment())
                .element(loop(place))
                .element(fault.code(type))
                .end();
        if (type == AcknowledgementType.IMPLEMENTATION && fault.situational()) {
            context(place, false);
        }
    }

    /** Without a copy of the element in error (data element 724): it is payload. */
    private void element(Place place, ElementError fault) {
        segments.segment(elementNote)
                .composite(
                        String.valueOf(Math.max(1, place.element())),
                        place.component() > 0 ? String.valueOf(place.component()) : "",
                        place.repetition() > 0 && modern ? String.valueOf(place.repetition()) : "")
                .element("")
                .element(fault.code(type, modern))
                .end();
        if (type == AcknowledgementType.IMPLEMENTATION && fault.situational()) {
            context(place, true);
        }
    }

    /** A 999 names where the rule that was broken came into force; what is known of it is the place where it showed. */
    private void context(Place place, boolean withElement) {
        segments.segment("CTX")
                .element(TRIGGER)
                .element(place.segmentTag())
                .element(place.segment())
                .element(loop(place))
                .composite(withElement && place.element() > 0 ? String.valueOf(place.element()) : "")
                .end();
    }

    private static String loop(Place place) {
        return place.loop().length() > LOOP_LENGTH ? place.loop().substring(0, LOOP_LENGTH) : place.loop();
    }
}
