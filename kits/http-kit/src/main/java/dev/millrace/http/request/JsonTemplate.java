package dev.millrace.http.request;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.millrace.kit.PlaceEncoding;
import dev.millrace.kit.Template;
import dev.millrace.kit.TemplatePart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A JSON document with places (RFC 8259), read once: what it makes is well-formed whatever the values are. A place between
 * quotes becomes text; one without quotes becomes a value of its own type.
 */
final class JsonTemplate<T> {

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** Two characters that no text holds (Unicode section 23.7) mark the places while the document is read. */
    private static final char OPENING = '\uFDD0';

    private static final char CLOSING = '\uFDD1';

    private final List<TemplatePart.Place> places = new ArrayList<>();
    private final Binding<T> binding;

    private JsonTemplate(Binding<T> binding) {
        this.binding = binding;
    }

    /**
     * Reads a document.
     *
     * @throws IllegalArgumentException when it is no JSON, or a place is unknown
     */
    static <T> JsonPiece<T> of(Template template, Binding<T> binding) {
        return new JsonTemplate<>(binding).read(template);
    }

    /**
     * Checks a document without places.
     *
     * @throws IllegalArgumentException when it is no JSON
     */
    static void check(String document) {
        try (JsonParser parser = JSON.createParser(document)) {
            JsonToken token = parser.nextToken();
            while (token != null) {
                token = parser.nextToken();
            }
        } catch (JsonParseException wrong) {
            throw noJson(wrong);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** A text with its quotes. */
    static String quoted(String text) {
        return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }

    private JsonPiece<T> read(Template template) {
        try (JsonParser parser = JSON.createParser(marked(template))) {
            require(parser.nextToken() != null, "is empty");
            JsonPiece<T> document = value(parser);
            require(parser.nextToken() == null, "goes on behind the end of its value");
            return document;
        } catch (JsonParseException wrong) {
            throw noJson(wrong);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static IllegalArgumentException noJson(JsonParseException wrong) {
        String reason = wrong.getOriginalMessage()
                .replace(String.valueOf(OPENING), "${")
                .replace(CLOSING, '}')
                .replaceAll(" \\(start marker at .*", "");
        return new IllegalArgumentException(
                "is no JSON: line " + wrong.getLocation().getLineNr() + ": " + reason, wrong);
    }

    /** The document with a mark for each place; one without quotes gets them. */
    private String marked(Template template) {
        StringBuilder document = new StringBuilder();
        StringBuilder before = new StringBuilder();
        for (TemplatePart part : template.parts()) {
            if (part instanceof TemplatePart.Fixed fixed) {
                require(fixed.text().indexOf(OPENING) < 0, "holds the character U+FDD0, which no text has");
                document.append(fixed.text());
                before.append(fixed.text());
            } else if (part instanceof TemplatePart.Place place) {
                String mark = OPENING + "" + places.size() + CLOSING;
                boolean quoted = PlaceEncoding.inJson(before.toString()) == PlaceEncoding.JSON_TEXT;
                document.append(quoted ? mark : '"' + mark + OPENING + '"');
                places.add(place);
            }
        }
        return document.toString();
    }

    private JsonPiece<T> value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> text(parser.getText());
            default -> new JsonPiece.Fixed<>(parser.getText());
        };
    }

    private JsonPiece<T> object(JsonParser parser) throws IOException {
        List<JsonPiece<T>> members = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String written = parser.currentName();
            JsonPiece<T> name = text(written);
            require(!(name instanceof JsonPiece.Value), "has a place for the name of a member: put it between quotes");
            JsonToken unused = parser.nextToken();
            JsonPiece<T> value = value(parser);
            members.add(
                    name instanceof JsonPiece.Fixed<T> fixedName && value instanceof JsonPiece.Fixed<T> fixedValue
                            ? new JsonPiece.Fixed<>(fixedName.json() + ":" + fixedValue.json())
                            : new JsonPiece.Member<>(name, value));
        }
        return folded('{', members, '}');
    }

    private JsonPiece<T> array(JsonParser parser) throws IOException {
        List<JsonPiece<T>> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(value(parser));
        }
        return folded('[', elements, ']');
    }

    /** What has no place inside is written once. */
    private static <T> JsonPiece<T> folded(char opening, List<JsonPiece<T>> pieces, char closing) {
        List<String> fixed = new ArrayList<>();
        for (JsonPiece<T> piece : pieces) {
            if (!(piece instanceof JsonPiece.Fixed<T> constant)) {
                return new JsonPiece.Group<>(opening, pieces, closing);
            }
            fixed.add(constant.json());
        }
        return new JsonPiece.Fixed<>(opening + String.join(",", fixed) + closing);
    }

    /** A text of the document, with its marks. */
    private JsonPiece<T> text(String text) {
        int opening = text.indexOf(OPENING);
        if (opening < 0) {
            return new JsonPiece.Fixed<>(quoted(text));
        }
        if (opening == 0 && text.indexOf(OPENING, 1) == text.length() - 1) {
            return new JsonPiece.Value<>(binding.bind(placeAt(text, 0), PlaceEncoding.JSON));
        }
        List<TemplatePart> parts = new ArrayList<>();
        int from = 0;
        while (opening >= 0) {
            addEscaped(text.substring(from, opening), parts);
            parts.add(placeAt(text, opening));
            from = text.indexOf(CLOSING, opening) + 1;
            opening = text.indexOf(OPENING, from);
        }
        addEscaped(text.substring(from), parts);
        return new JsonPiece.Text<>(TextTemplate.of(parts, binding, before -> PlaceEncoding.JSON_TEXT));
    }

    private TemplatePart.Place placeAt(String text, int opening) {
        return places.get(Integer.parseInt(text.substring(opening + 1, text.indexOf(CLOSING, opening))));
    }

    private static void addEscaped(String text, List<TemplatePart> parts) {
        if (!text.isEmpty()) {
            parts.add(new TemplatePart.Fixed(
                    String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text))));
        }
    }

    private static void require(boolean condition, String what) {
        if (!condition) {
            throw new IllegalArgumentException(what);
        }
    }
}
