package dev.millrace.legacy.session;

import dev.millrace.kit.Template;
import dev.millrace.legacy.frame.Digits;
import java.nio.charset.Charset;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.function.Function;

/** A part of a message that is sent. */
sealed interface WirePart {

    byte[] bytes(Filling filling);

    /** Made of other parts. */
    non-sealed interface Made extends WirePart {}

    /** How a text fills its width; a longer one is cut. */
    record Shape(int width, boolean right, char pad, Charset charset) {

        byte[] apply(String text) {
            if (width == 0) {
                return text.getBytes(charset);
            }
            String fit = text.length() > width ? text.substring(0, width) : text;
            String padding = String.valueOf(pad).repeat(width - fit.length());
            return (right ? padding + fit : fit + padding).getBytes(charset);
        }
    }

    /** Text with places. */
    record Text(Function<Filling, String> template, Shape shape) implements WirePart {
        @Override
        public byte[] bytes(Filling filling) {
            return shape.apply(template.apply(filling));
        }
    }

    /** Always the same bytes. */
    final class Fixed implements WirePart {
        private final byte[] bytes;

        Fixed(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public byte[] bytes(Filling filling) {
            return bytes.clone();
        }
    }

    /** A number in so many bytes. */
    record Figure(Function<Filling, String> template, Digits as, int length, boolean big) implements WirePart {
        @Override
        public byte[] bytes(Filling filling) {
            String text = template.apply(filling).trim();
            return as.write(text.isEmpty() ? 0 : Long.parseLong(text), length, big);
        }
    }

    /** A field of the answered message, byte for byte. */
    record Copy(FieldPlace field) implements WirePart {
        @Override
        public byte[] bytes(Filling filling) {
            Message answered = filling.answered();
            return answered == null ? new byte[0] : field.bytes(answered).orElse(new byte[0]);
        }
    }

    /** The time. */
    record Now(DateTimeFormatter form, ZoneId zone, Charset charset) implements WirePart {
        @Override
        public byte[] bytes(Filling filling) {
            return form.format(filling.now().atZone(zone)).getBytes(charset);
        }
    }

    /** A number that counts up. */
    record Counter(String name, long wrap, Shape shape) implements WirePart {
        @Override
        public byte[] bytes(Filling filling) {
            String digits = String.valueOf(filling.next(name, wrap));
            boolean isShort = shape.width() > digits.length();
            return shape.apply(isShort ? "0".repeat(shape.width() - digits.length()) + digits : digits);
        }
    }

    /** What fills a template of text. */
    static Function<Filling, String> reader(Template template, java.util.Map<String, FieldPlace> fields) {
        String prefix = "message.";
        return template.bind(name -> {
            FieldPlace field = name.startsWith(prefix) ? fields.get(name.substring(prefix.length())) : null;
            if (field == null) {
                return (Filling filling) -> filling.text(name).orElse("");
            }
            return (Filling filling) -> {
                Message answered = filling.answered();
                return answered == null ? "" : field.text(answered).orElse("");
            };
        });
    }
}
