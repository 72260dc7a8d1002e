package dev.millrace.feed.edi;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes a segment apart. Not thread-safe. */
final class SegmentParser {

    private final Separators separators;
    private final Charset charset;
    private final boolean[] special = new boolean[256];

    private List<Object> elements = new ArrayList<>();
    private @Nullable List<List<String>> repetitions;
    private @Nullable List<String> components;

    SegmentParser(Separators separators, Charset charset) {
        this.separators = separators;
        this.charset = charset;
        int[] all = {separators.element(), separators.component(), separators.repetition(), separators.release()};
        Arrays.stream(all).filter(unit -> unit >= 0).forEach(unit -> special[unit] = true);
    }

    Charset charset() {
        return charset;
    }

    Separators separators() {
        return separators;
    }

    /**
     * The parts of a segment whose terminator is cut off.
     *
     * @throws CharacterCodingException when bytes are no character of the charset
     */
    Segment parse(SegmentScanner.Content content) throws CharacterCodingException {
        byte[] bytes = content.bytes();
        int end = content.from() + content.length();
        int start = Math.min(end, content.from() + content.tag().length());
        elements = new ArrayList<>();
        // The segment before may have ended in the middle, at bytes that are no characters.
        components = null;
        repetitions = null;
        // No repetition separator acts in ISA, where its own element would split in two.
        boolean isa = content.tag().equals("ISA");
        if (start < end) {
            split(bytes, start + 1, content.binaryFrom() < 0 ? end : content.binaryFrom(), isa);
        }
        if (content.binaryFrom() >= 0) {
            elements.set(elements.size() - 1, base64(bytes, content.binaryFrom(), end));
        }
        return new Segment(content.tag(), elements);
    }

    /** The parts; in ISO-8859-1 where bytes are no character of the charset. For envelopes, which are ASCII otherwise. */
    Segment parseLeniently(SegmentScanner.Content content) {
        try {
            return parse(content);
        } catch (CharacterCodingException e) {
            return new SegmentParser(separators, StandardCharsets.ISO_8859_1).parseLeniently(content);
        }
    }

    private void split(byte[] bytes, int from, int end, boolean isa) throws CharacterCodingException {
        int start = from;
        boolean released = false;
        for (int i = from; i < end; i++) {
            int unit = bytes[i] & 0xFF;
            if (!special[unit]) {
                continue;
            }
            if (unit == separators.release()) {
                released |= i + 1 < end;
                i++;
            } else if (unit == separators.element()) {
                endElement(text(bytes, start, i, released));
                start = i + 1;
                released = false;
            } else if (!isa && unit == separators.component()) {
                addComponent(text(bytes, start, i, released));
                start = i + 1;
                released = false;
            } else if (!isa) {
                endRepetition(text(bytes, start, i, released));
                start = i + 1;
                released = false;
            }
        }
        endElement(text(bytes, start, end, released));
    }

    private void addComponent(String text) {
        if (components == null) {
            components = new ArrayList<>();
        }
        components.add(text);
    }

    private void endRepetition(String text) {
        if (repetitions == null) {
            repetitions = new ArrayList<>();
        }
        addComponent(text);
        if (components != null) {
            repetitions.add(components);
        }
        components = null;
    }

    private void endElement(String text) {
        if (repetitions != null) {
            endRepetition(text);
            elements.add(repetitions);
            repetitions = null;
        } else if (components != null) {
            components.add(text);
            elements.add(components);
            components = null;
        } else {
            elements.add(text);
        }
    }

    private String text(byte[] bytes, int from, int to, boolean released) throws CharacterCodingException {
        if (from == to) {
            return "";
        }
        if (!released) {
            return decode(bytes, from, to - from);
        }
        byte[] plain = new byte[to - from];
        int length = 0;
        for (int i = from; i < to; i++) {
            if ((bytes[i] & 0xFF) == separators.release() && i + 1 < to) {
                i++;
            }
            plain[length++] = bytes[i];
        }
        return decode(plain, 0, length);
    }

    private String decode(byte[] bytes, int from, int length) throws CharacterCodingException {
        String text = new String(bytes, from, length, charset);
        if (text.indexOf('\uFFFD') < 0) {
            return text;
        }
        return charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(bytes, from, length))
                .toString();
    }

    private static String base64(byte[] bytes, int from, int to) {
        return Base64.getEncoder().encodeToString(Arrays.copyOfRange(bytes, from, to));
    }
}
