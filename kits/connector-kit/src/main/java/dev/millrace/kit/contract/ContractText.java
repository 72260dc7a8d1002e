package dev.millrace.kit.contract;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the text of a contract into a tree of maps, lists, texts, decimals, booleans and nulls; JSON where it begins with a
 * brace or is one word, else YAML.
 */
final class ContractText {

    static final int CHARACTERS = 4 << 20;
    private static final int LARGEST_EXPONENT = 400;
    private static final JsonFactory JSON = new JsonFactory()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(JsonParser.Feature.INCLUDE_SOURCE_IN_LOCATION);

    private ContractText() {}

    /**
     * Reads a text.
     *
     * @throws IllegalArgumentException when it is neither; the message is a sentence with the line
     */
    static @Nullable Object parse(String text) {
        if (text.length() > CHARACTERS) {
            throw new IllegalArgumentException(
                    "is larger than " + CHARACTERS + " characters: leave out what is no rule for records");
        }
        String begin = text.stripLeading();
        if (begin.isEmpty()) {
            throw new IllegalArgumentException("is empty: give a JSON Schema or an Open Data Contract");
        }
        boolean json = begin.startsWith("{") || begin.equals("true") || begin.equals("false");
        return json ? json(text) : ContractYaml.parse(text);
    }

    private static @Nullable Object json(String text) {
        try (JsonParser parser = JSON.createParser(text)) {
            parser.nextToken();
            Object tree = value(parser);
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException("goes on behind the end of its JSON, at line "
                        + parser.currentLocation().getLineNr());
            }
            return tree;
        } catch (JsonProcessingException wrong) {
            JsonLocation at = wrong.getLocation();
            throw new IllegalArgumentException("is not JSON"
                    + (at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr()) + ": "
                    + wrong.getOriginalMessage());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static @Nullable Object value(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser.getText());
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    private static Map<String, @Nullable Object> object(JsonParser parser) throws IOException {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            object.put(name, value(parser));
        }
        return object;
    }

    private static List<@Nullable Object> array(JsonParser parser) throws IOException {
        List<@Nullable Object> array = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(parser));
        }
        return array;
    }

    /** A number, in the one form that all equal numbers have. */
    static BigDecimal number(String text) {
        BigDecimal number = new BigDecimal(text);
        if (Math.abs((long) number.precision() - number.scale()) > LARGEST_EXPONENT) {
            throw new IllegalArgumentException("has a number with too large an exponent: write one below 1e400");
        }
        return plain(number);
    }

    static BigDecimal plain(BigDecimal number) {
        return number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    }
}
