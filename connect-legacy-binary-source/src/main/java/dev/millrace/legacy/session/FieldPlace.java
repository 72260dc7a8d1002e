package dev.millrace.legacy.session;

import dev.millrace.kit.ValueText;
import dev.millrace.kit.path.PathReader;
import dev.millrace.legacy.frame.Digits;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a field stands in a message. Immutable, for any thread. */
sealed interface FieldPlace {

    /** The field as text; empty where the message has none there. */
    Optional<String> text(Message message);

    /** The field's own bytes, where it has some. */
    default Optional<byte[]> bytes(Message message) {
        return text(message).map(text -> text.getBytes(message.charset()));
    }

    /** In which part of a frame. */
    enum Region {
        MESSAGE,
        FRONT,
        BACK
    }

    /** How bytes are read. */
    enum Reading {
        TEXT,
        BINARY,
        ASCII,
        BCD,
        HEX
    }

    /**
     * At a place.
     *
     * @param at from 0; below that counted from the end
     * @param length 0 for all that is left
     */
    record At(int at, int length, Reading as, boolean big, Region in, boolean trim) implements FieldPlace {

        @Override
        public Optional<byte[]> bytes(Message message) {
            byte[] all = switch (in) {
                case MESSAGE -> message.frame().message();
                case FRONT -> message.frame().front();
                case BACK -> message.frame().back();
            };
            int from = at < 0 ? all.length + at : at;
            int to = length == 0 ? all.length : from + length;
            return from < 0 || to > all.length || from > to
                    ? Optional.empty()
                    : Optional.of(Arrays.copyOfRange(all, from, to));
        }

        @Override
        public Optional<String> text(Message message) {
            return bytes(message).flatMap(bytes -> switch (as) {
                case TEXT -> Optional.of(text(bytes, message));
                case HEX -> Optional.of(HexFormat.of().withUpperCase().formatHex(bytes));
                case BINARY -> number(Digits.BINARY, bytes);
                case ASCII -> number(Digits.ASCII, text(bytes, message).getBytes(StandardCharsets.US_ASCII));
                case BCD -> number(Digits.BCD, bytes);
            });
        }

        private String text(byte[] bytes, Message message) {
            String text = new String(bytes, message.charset());
            return trim ? text.strip() : text;
        }

        private Optional<String> number(Digits digits, byte[] bytes) {
            long number = digits.read(bytes, big);
            return number < 0 ? Optional.empty() : Optional.of(String.valueOf(number));
        }
    }

    /** What a group of a regular expression finds in the first {@value #LOOKED_AT} characters. */
    record Found(Pattern pattern, int group) implements FieldPlace {

        static final int LOOKED_AT = 10_000;

        @Override
        public Optional<String> text(Message message) {
            String text = message.text();
            Matcher matcher = pattern.matcher(text.length() > LOOKED_AT ? text.substring(0, LOOKED_AT) : text);
            return matcher.find() ? Optional.ofNullable(matcher.group(group)) : Optional.empty();
        }
    }

    /** The value of {@code tag=value}. */
    record Tag(String tag, byte separator) implements FieldPlace {

        @Override
        public Optional<String> text(Message message) {
            byte[] bytes = message.frame().message();
            byte[] wanted = (tag + "=").getBytes(StandardCharsets.US_ASCII);
            int at = 0;
            while (at < bytes.length) {
                int end = at;
                while (end < bytes.length && bytes[end] != separator) {
                    end++;
                }
                boolean isIt = end - at >= wanted.length
                        && Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length);
                if (isIt) {
                    int from = at + wanted.length;
                    return Optional.of(new String(bytes, from, end - from, message.charset()));
                }
                at = end + 1;
            }
            return Optional.empty();
        }
    }

    /**
     * A field of an HL7 v2 message, whose separators stand in MSH-1 and MSH-2 (HL7 v2.5.1, 2.5.4).
     *
     * @param field from 1; MSH-1 is the separator itself
     * @param component from 1; 0 for the whole field
     */
    record Hl7(String segment, int field, int component) implements FieldPlace {

        @Override
        public Optional<String> text(Message message) {
            String text = message.text();
            if (text.length() < 8 || !text.startsWith("MSH")) {
                return Optional.empty();
            }
            String separator = String.valueOf(text.charAt(3));
            if (segment.equals("MSH") && field == 1) {
                return Optional.of(separator);
            }
            // The separator is MSH-1 itself, so the fields of MSH stand one place further to the left.
            int index = segment.equals("MSH") ? field - 1 : field;
            for (String line : text.split("[\r\n]+", -1)) {
                if (line.startsWith(segment + separator)) {
                    String[] fields = line.split(Pattern.quote(separator), -1);
                    return index < fields.length ? component(fields[index], text) : Optional.empty();
                }
            }
            return Optional.empty();
        }

        private Optional<String> component(String value, String text) {
            if (component == 0 || (segment.equals("MSH") && field == 2)) {
                return Optional.of(value).filter(found -> !found.isEmpty());
            }
            String[] components = value.split(Pattern.quote(String.valueOf(text.charAt(4))), -1);
            return component <= components.length
                    ? Optional.of(components[component - 1]).filter(found -> !found.isEmpty())
                    : Optional.empty();
        }
    }

    /** A place in the record that the format reads of the message. */
    record Decoded(PathReader path) implements FieldPlace {

        @Override
        public Optional<String> text(Message message) {
            return message.decoded()
                    .flatMap(value -> path.first(value.schema(), value.value()))
                    .filter(found -> found.value() != null)
                    .map(found -> ValueText.of(found.schema(), found.value()));
        }
    }
}
