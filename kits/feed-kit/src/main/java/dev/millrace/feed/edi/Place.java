package dev.millrace.feed.edi;

/**
 * Where in a transaction set something is wrong.
 *
 * @param segment the place of the segment, its header being 1; 0 where the problem is none of a segment
 * @param segmentTag such as {@code N1}; empty without a segment
 * @param loop the code of the loop that the segment stands in; empty outside all loops and without a schema
 * @param element from 1; 0 where the whole segment is meant
 * @param component from 1; 0 where the whole element is meant
 * @param repetition from 1; 0 where the element does not repeat
 */
record Place(int segment, String segmentTag, String loop, int element, int component, int repetition) {

    /** No place within a transaction set. */
    static final Place NONE = new Place(0, "", "", 0, 0, 0);

    static Place ofSegment(int segment, String tag) {
        return new Place(segment, tag, "", 0, 0, 0);
    }
}
