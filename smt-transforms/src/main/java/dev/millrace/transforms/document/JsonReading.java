package dev.millrace.transforms.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes values of JSON (RFC 8259): Map, List, String, Boolean, Long, null, and other numbers as told. A name that is there
 * twice is refused, for its readers would not agree on which counts (RFC 7493, section 2.3). Every failure is a
 * {@link DocumentFault}; for any thread.
 */
final class JsonReading {

    private static final int LONGEST_NUMBER = 1_000;

    private final JsonFactory factory;
    private final DocumentLimits limits;
    private final Numbers numbers;

    JsonReading(DocumentLimits limits, Numbers numbers) {
        this.limits = limits;
        this.numbers = numbers;
        this.factory = JsonFactory.builder()
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(limits.depth() + 1)
                        .maxStringLength(Integer.MAX_VALUE)
                        .maxNameLength(Integer.MAX_VALUE)
                        .maxNumberLength(LONGEST_NUMBER)
                        .build())
                .build();
    }

    /** The one value in the text. */
    @Nullable
    Object read(String text) {
        // The parser's exceptions quote the text, so none is chained.
        try (JsonParser json = factory.createParser(text)) {
            Object value = new Document(json).value(json.nextToken(), 0);
            if (json.nextToken() != null) {
                throw new DocumentFault("trailing-content");
            }
            return value;
        } catch (StreamConstraintsException beyond) {
            throw new DocumentFault("number-too-long");
        } catch (JsonProcessingException wrong) {
            throw new DocumentFault("malformed");
        } catch (IOException impossible) {
            throw new DocumentFault("malformed");
        }
    }

    /** One document on its way. */
    private final class Document {

        private final JsonParser json;
        private int elements;

        private Document(JsonParser json) {
            this.json = json;
        }

        private @Nullable Object value(@Nullable JsonToken token, int depth) throws IOException {
            if (token == null) {
                throw new DocumentFault("malformed");
            }
            limits.checkElements(++elements);
            return switch (token) {
                case START_OBJECT -> object(depth + 1);
                case START_ARRAY -> array(depth + 1);
                case VALUE_STRING -> whole(json.getText());
                case VALUE_NUMBER_INT -> integer();
                case VALUE_NUMBER_FLOAT -> numbers.of(json.getText());
                case VALUE_TRUE -> true;
                case VALUE_FALSE -> false;
                case VALUE_NULL -> null;
                case END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
                    throw new DocumentFault("malformed");
            };
        }

        private Map<String, @Nullable Object> object(int depth) throws IOException {
            limits.checkDepth(depth);
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = whole(json.currentName());
                int size = object.size();
                object.put(name, value(json.nextToken(), depth));
                if (object.size() == size) {
                    throw new DocumentFault("duplicate-key");
                }
            }
            return object;
        }

        private List<@Nullable Object> array(int depth) throws IOException {
            limits.checkDepth(depth);
            List<@Nullable Object> array = new ArrayList<>();
            for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
                array.add(value(token, depth));
            }
            return array;
        }

        private Object integer() throws IOException {
            return switch (json.getNumberType()) {
                case INT, LONG -> json.getLongValue();
                case BIG_INTEGER, FLOAT, DOUBLE, BIG_DECIMAL -> numbers.of(json.getText());
            };
        }
    }

    /** An escape can make half of a pair of what was whole as text. */
    private static String whole(String text) {
        DocumentText.requireWhole(text);
        return text;
    }
}
