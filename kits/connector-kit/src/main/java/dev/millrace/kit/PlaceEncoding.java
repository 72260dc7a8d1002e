package dev.millrace.kit;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;

/**
 * How a value is written where a place of a template stands, so that no value can leave its place: a quote ends no JSON text,
 * a slash adds no segment to a path.
 */
public enum PlaceEncoding {
    /** As it is. */
    NONE,
    /** Percent-encoded but for unreserved characters (RFC 3986, section 2.3): for a segment of a path, a query, or a form. */
    URL,
    /** A whole JSON value, with its quotes where it is text; a null is {@code null}. */
    JSON,
    /** Between the quotes of a JSON text. */
    JSON_TEXT,
    /** Text of an XML element or, between quotes, of an attribute (XML 1.0, sections 2.4 and 3.3.3). */
    XML;

    private static final String UNRESERVED = "-._~";
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    /**
     * What fits a place in a JSON document: {@link #JSON_TEXT} between the quotes of a text, {@link #JSON} elsewhere.
     *
     * @param before the document in front of the place, without what fills the places before it
     */
    public static PlaceEncoding inJson(String before) {
        boolean quoted = false;
        for (int at = 0; at < before.length(); at++) {
            char next = before.charAt(at);
            if (next == '"') {
                quoted = !quoted;
            } else if (next == '\\' && quoted) {
                at++;
            }
        }
        return quoted ? JSON_TEXT : JSON;
    }

    /**
     * Writes a value; only {@link #JSON} has a form for null.
     *
     * @throws DataException when the value has no such form; it holds no payload
     */
    public String encode(SchemaAndValue found) {
        return switch (this) {
            case NONE -> ValueText.of(found);
            case URL -> url(ValueText.of(found));
            case JSON -> ConnectJson.text(found.schema(), found.value());
            case JSON_TEXT -> String.valueOf(JsonStringEncoder.getInstance().quoteAsString(ValueText.of(found)));
            case XML -> xml(ValueText.of(found));
        };
    }

    private static String url(String text) {
        StringBuilder encoded = new StringBuilder(text.length() + 16);
        for (byte next : whole(text).getBytes(StandardCharsets.UTF_8)) {
            if (isUnreserved(next)) {
                encoded.append((char) next);
            } else {
                encoded.append('%').append(HEX[next >> 4 & 0xf]).append(HEX[next & 0xf]);
            }
        }
        return encoded.toString();
    }

    /** Java would write a question mark for half of a surrogate pair, and the receiver could not tell. */
    private static String whole(String text) {
        for (int at = 0; at < text.length(); at = text.offsetByCodePoints(at, 1)) {
            if (Character.isSurrogate(text.charAt(at)) && !Character.isSupplementaryCodePoint(text.codePointAt(at))) {
                throw new DataException("the value can't be written as UTF-8: it holds half of a surrogate pair");
            }
        }
        return text;
    }

    private static boolean isUnreserved(byte next) {
        return (next >= 'a' && next <= 'z')
                || (next >= 'A' && next <= 'Z')
                || (next >= '0' && next <= '9')
                || UNRESERVED.indexOf(next) >= 0;
    }

    private static String xml(String text) {
        StringBuilder encoded = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(next -> {
            switch (next) {
                case '&' -> encoded.append("&amp;");
                case '<' -> encoded.append("&lt;");
                case '>' -> encoded.append("&gt;");
                case '"' -> encoded.append("&quot;");
                case '\'' -> encoded.append("&apos;");
                // As they are, a parser would turn them into other white space.
                case '\t', '\n', '\r' -> encoded.append("&#").append(next).append(';');
                default -> encoded.appendCodePoint(legal(next));
            }
        });
        return encoded.toString();
    }

    /** XML 1.0, section 2.2: not even a reference may stand for other characters. */
    private static int legal(int next) {
        if (next < 0x20 || (next >= 0xD800 && next <= 0xDFFF) || next == 0xFFFE || next == 0xFFFF) {
            throw new DataException(
                    "the value can't be written as XML: it holds a control character or half of a pair");
        }
        return next;
    }
}
