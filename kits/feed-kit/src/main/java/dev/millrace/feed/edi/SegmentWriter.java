package dev.millrace.feed.edi;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.List;

/** Writes the segments of one interchange, one after the other, and keeps nothing but their bytes. */
final class SegmentWriter {

    private final AnswerSeparators separators;
    private final Charset charset;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int segments;

    SegmentWriter(AnswerSeparators separators, Charset charset) {
        this.separators = separators;
        this.charset = charset;
    }

    AnswerSeparators separators() {
        return separators;
    }

    /** How many segments were begun since the last call of {@link #countFromHere()}. */
    int segments() {
        return segments;
    }

    /** Begins to count at the next segment: the header of a transaction set or message. */
    SegmentWriter countFromHere() {
        segments = 0;
        return this;
    }

    /** Text that is no segment, or one of fixed form. */
    SegmentWriter verbatim(String text) {
        bytes.writeBytes(text.getBytes(charset));
        return this;
    }

    Segment segment(String tag) {
        segments++;
        return new Segment(tag);
    }

    /** What was written; read-only. */
    ByteBuffer content() {
        return ByteBuffer.wrap(bytes.toByteArray()).asReadOnlyBuffer();
    }

    /** One segment; empty elements at its end, and empty components at an element's end, are left out. */
    final class Segment {

        private final StringBuilder text;
        private int skipped;

        private Segment(String tag) {
            text = new StringBuilder(tag);
        }

        Segment element(String value) {
            return component(separators.escape(value));
        }

        Segment element(int value) {
            return component(String.valueOf(value));
        }

        Segment elements(List<String> values) {
            values.forEach(this::element);
            return this;
        }

        Segment composite(String... components) {
            StringBuilder element = new StringBuilder();
            int last = 0;
            for (int i = 0; i < components.length; i++) {
                if (!components[i].isEmpty()) {
                    for (; last < i; last++) {
                        element.append(separators.component());
                    }
                    element.append(separators.escape(components[i]));
                }
            }
            return component(element.toString());
        }

        private Segment component(String escaped) {
            skipped++;
            if (!escaped.isEmpty()) {
                for (; skipped > 0; skipped--) {
                    text.append(separators.element());
                }
                text.append(escaped);
            }
            return this;
        }

        void end() {
            verbatim(text.append(separators.segment()).toString());
        }
    }
}
