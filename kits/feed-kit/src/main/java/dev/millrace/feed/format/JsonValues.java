package dev.millrace.feed.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes Connect's schemaless values of JSON: Map, List, String, Boolean, null, and numbers without loss.
 *
 * <p>An integer is a Long, any other number a Double. A number that the type can't hold exactly (an integer beyond 64
 * bits, a decimal with more digits than a Double keeps) is a String of its digits, as schemaless values know no larger
 * numbers. Not thread-safe.
 */
final class JsonValues {

    /** Up to so many digits, a decimal of moderate size survives the way through a Double (IEEE 754, DBL_DIG). */
    private static final int SAFE_DIGITS = 15;

    /** Longer numbers are not worth the arithmetic that would prove a Double exact. */
    private static final int CHECKED_LENGTH = 400;

    private static final Encoding UTF_8 = Encoding.of(StandardCharsets.UTF_8);

    private final JsonFactory factory;
    private boolean mayHalve;

    JsonValues(JsonSettings settings) {
        this.factory = JsonFactory.builder()
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(settings.maxDepth())
                        .maxStringLength(settings.recordMaxBytes())
                        .maxNameLength(settings.recordMaxBytes())
                        .maxNumberLength(settings.recordMaxBytes())
                        .build())
                .build();
    }

    /** The bytes are not one JSON value; says why, and holds no cause, whose message would quote them. */
    static final class Unreadable extends Exception {

        private static final long serialVersionUID = 1L;

        private final MalformedCode code;

        Unreadable(MalformedCode code) {
            super(code.meaning(), null, false, false);
            this.code = code;
        }

        MalformedCode code() {
            return code;
        }
    }

    /** The one value in the bytes. */
    @Nullable
    Object parse(byte[] bytes, int from, int length) throws Unreadable {
        try {
            String text = UTF_8.decode(bytes, from, length);
            mayHalve = text.contains("\\ud") || text.contains("\\uD");
            return parse(text);
        } catch (CharacterCodingException e) {
            throw new Unreadable(MalformedCode.MALFORMED_INPUT);
        }
    }

    private @Nullable Object parse(String text) throws Unreadable {
        try (JsonParser parser = factory.createParser(text)) {
            Object value = value(parser, parser.nextToken());
            if (parser.nextToken() != null) {
                throw new Unreadable(MalformedCode.INVALID_JSON);
            }
            return value;
        } catch (StreamConstraintsException e) {
            throw new Unreadable(MalformedCode.TOO_DEEP);
        } catch (JsonProcessingException e) {
            throw new Unreadable(MalformedCode.INVALID_JSON);
        } catch (IOException e) {
            throw new IllegalStateException("a text in memory can't fail to be read", e);
        }
    }

    private @Nullable Object value(JsonParser parser, @Nullable JsonToken token) throws IOException, Unreadable {
        if (token == null) {
            throw new Unreadable(MalformedCode.INVALID_JSON);
        }
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> whole(parser.getText());
            case VALUE_NUMBER_INT -> integer(parser);
            case VALUE_NUMBER_FLOAT -> decimal(parser.getText());
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
                throw new Unreadable(MalformedCode.INVALID_JSON);
        };
    }

    private Map<String, @Nullable Object> object(JsonParser parser) throws IOException, Unreadable {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = whole(parser.currentName());
            int size = object.size();
            object.put(key, value(parser, parser.nextToken()));
            if (object.size() == size) {
                throw new Unreadable(MalformedCode.DUPLICATE_KEY);
            }
        }
        return object;
    }

    private List<@Nullable Object> array(JsonParser parser) throws IOException, Unreadable {
        List<@Nullable Object> array = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            array.add(value(parser, token));
        }
        return array;
    }

    /** An escaped half of a surrogate pair (RFC 8259, 8.2) is no character: it would be lost on the way to UTF-8. */
    private String whole(String text) throws Unreadable {
        if (mayHalve && !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new Unreadable(MalformedCode.MALFORMED_INPUT);
        }
        return text;
    }

    private static Object integer(JsonParser parser) throws IOException {
        return switch (parser.getNumberType()) {
            case INT, LONG -> parser.getLongValue();
            case BIG_INTEGER, FLOAT, DOUBLE, BIG_DECIMAL -> parser.getText();
        };
    }

    private static Object decimal(String text) {
        if (text.length() > CHECKED_LENGTH) {
            return text;
        }
        double number = Double.parseDouble(text);
        boolean plain = text.length() <= SAFE_DIGITS && text.indexOf('e') < 0 && text.indexOf('E') < 0;
        return plain || isExact(text, number) ? (Object) number : text;
    }

    /** Whether the double's own digits are the number that was written. */
    private static boolean isExact(String text, double number) {
        if (Double.isInfinite(number)) {
            return false;
        }
        try {
            return new BigDecimal(text).compareTo(BigDecimal.valueOf(number)) == 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
