package dev.millrace.webhook;

import dev.millrace.http.ReceivedRequest;
import dev.millrace.kit.PlaceEncoding;
import dev.millrace.kit.Problems;
import dev.millrace.kit.Template;
import dev.millrace.kit.path.FieldPath;
import dev.millrace.kit.path.PathReader;
import java.math.BigDecimal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the places of templates for topics, keys and times stand for: {@code {header.X-Name}}, {@code {query.x}},
 * {@code {path}}, {@code {path[0]}}, {@code {body.order.id}}, {@code {envelope.tenant}}, {@code {event.id}},
 * {@code {ce.type}}, {@code {method}}.
 */
final class EventPlaces {

    static final String KNOWN =
            "method, path, path[n], header.Name, query.name, body.path, envelope.path, event.id and" + " ce.attribute";

    private EventPlaces() {}

    /** Nothing fills a place; without a trace. */
    static final class Missing extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Missing(String place) {
            super("{" + place + "} is not there, or no text", null, false, false);
        }
    }

    /** The template as a function that throws {@link Missing}; its places are parsed once. */
    static Function<EventPart, String> bind(Template template) {
        return template.bind(EventPlaces::reader, before -> PlaceEncoding.NONE, place -> {
            throw new Missing(place);
        });
    }

    /** Whether a template reads the body, so that it has to be parsed. */
    static boolean readBody(Template template) {
        return template.placeholders().stream().anyMatch(place -> {
            String root = root(place);
            return root.equals("body") || root.equals("envelope");
        });
    }

    /** Reports on a key that its value is no template, or holds places that nothing can fill. */
    static void validate(String key, String text, Problems problems) {
        try {
            for (String place : Template.parse(text).placeholders()) {
                Function<EventPart, Optional<String>> unused = reader(place);
            }
        } catch (IllegalArgumentException wrong) {
            problems.report(key, "is no template: " + wrong.getMessage());
        }
    }

    private static Function<EventPart, Optional<String>> reader(String place) {
        String root = root(place);
        String rest = place.substring(root.length());
        String name = rest.startsWith(".") ? rest.substring(1) : "";
        return switch (root) {
            case "method" -> {
                require(rest.isEmpty(), place);
                yield part -> Optional.of(part.event().request().method());
            }
            case "path" -> {
                require(rest.isEmpty() || rest.startsWith("["), place);
                yield ofPath(place, rest);
            }
            case "header" -> {
                require(!name.isEmpty(), place);
                yield part -> part.event().request().header(name);
            }
            case "query" -> {
                require(!name.isEmpty(), place);
                yield part -> parameter(part.event().request().query(), name);
            }
            case "event" -> {
                require(name.equals("id"), place);
                yield part -> part.event().id();
            }
            case "ce" -> {
                require(!name.isEmpty(), place);
                yield part -> Optional.ofNullable(part.attributes().get(name));
            }
            case "body" -> {
                PathReader path = path(place, rest);
                yield part -> inBody(path, rest, part.body());
            }
            case "envelope" -> {
                PathReader path = path(place, rest);
                yield part -> inBody(path, rest, part.envelope());
            }
            default -> throw unknown(place);
        };
    }

    private static Function<EventPart, Optional<String>> ofPath(String place, String rest) {
        if (rest.isEmpty()) {
            return part -> Optional.of(part.event().request().path());
        }
        PathReader segment = path(place, rest);
        return part -> segment.find(segments(part.event().request())).flatMap(EventPlaces::text);
    }

    private static Optional<String> inBody(PathReader path, String rest, @Nullable Object body) {
        return (rest.isEmpty() ? Optional.ofNullable(body) : path.find(body)).flatMap(EventPlaces::text);
    }

    private static String root(String place) {
        int end = 0;
        while (end < place.length() && place.charAt(end) != '.' && place.charAt(end) != '[') {
            end++;
        }
        return place.substring(0, end);
    }

    private static PathReader path(String place, String rest) {
        FieldPath path;
        try {
            path = FieldPath.parse(rest.isEmpty() ? "unused" : rest.startsWith(".") ? rest.substring(1) : rest);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("in {" + place + "}, " + wrong.getMessage(), wrong);
        }
        if (!path.isSingle()) {
            throw new IllegalArgumentException("{" + place + "} leads to many places; name one, such as [0] for [*]");
        }
        return new PathReader(path);
    }

    private static void require(boolean condition, String place) {
        if (!condition) {
            throw unknown(place);
        }
    }

    private static IllegalArgumentException unknown(String place) {
        return new IllegalArgumentException("nothing fills {" + place + "}; known are " + KNOWN);
    }

    /** What is between the slashes of the path, decoded. */
    private static List<String> segments(ReceivedRequest request) {
        return Arrays.stream(request.path().split("/", -1))
                .filter(segment -> !segment.isEmpty())
                .map(segment -> decoded(segment.replace("+", "%2B")).orElse(segment))
                .toList();
    }

    /** The first value of a query parameter; an empty one is none. */
    private static Optional<String> parameter(String query, String name) {
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0
                    && decoded(pair.substring(0, equals)).filter(name::equals).isPresent()) {
                return decoded(pair.substring(equals + 1)).filter(text -> !text.isEmpty());
            }
        }
        return Optional.empty();
    }

    static Optional<String> decoded(String text) {
        try {
            return Optional.of(URLDecoder.decode(text, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException wrong) {
            return Optional.empty();
        }
    }

    /** What a value is as a text; empty for what is none, such as a list, and for an empty text. */
    static Optional<String> text(Object value) {
        if (value instanceof String text) {
            return text.isEmpty() ? Optional.empty() : Optional.of(text);
        }
        if (value instanceof BigDecimal number) {
            return Optional.of(number.toPlainString());
        }
        if (value instanceof Date date) {
            return Optional.of(date.toInstant().toString());
        }
        return value instanceof Number || value instanceof Boolean ? Optional.of(value.toString()) : Optional.empty();
    }
}
