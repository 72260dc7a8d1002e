package dev.millrace.transforms.mapping;

import dev.millrace.kit.path.NearestName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The keys of one part of a document. What is wrong is noted, and reading goes on as if the key were not there. */
final class Section {

    private final String place;
    private final Map<String, DocumentNode> entries;
    private final Faults faults;

    /** Reads a part; one without keys where it is something else, which is told. */
    Section(String place, DocumentNode node, Faults faults) {
        this.place = place;
        this.faults = faults;
        if (node instanceof DocumentNode.Entries found) {
            this.entries = found.entries();
        } else {
            this.entries = Map.of();
            faults.add(place, "keys and values are expected here");
        }
    }

    String place() {
        return place;
    }

    Faults faults() {
        return faults;
    }

    boolean has(String key) {
        return entries.containsKey(key);
    }

    Map<String, DocumentNode> entries() {
        return entries;
    }

    Optional<DocumentNode> node(String key) {
        return Optional.ofNullable(entries.get(key));
    }

    void wrong(String complaint) {
        faults.add(place, complaint);
    }

    void wrong(String key, String complaint) {
        faults.add(place, "'" + key + "' " + complaint);
    }

    /** Notes keys that mean nothing here. */
    Section allow(List<String> known) {
        for (String key : entries.keySet()) {
            if (!known.contains(key)) {
                String hint = NearestName.in(key, known)
                        .map(near -> "; did you mean '" + near + "'?")
                        .orElse("; known are " + String.join(", ", known));
                wrong(key, "is not known here" + hint);
            }
        }
        return this;
    }

    Optional<String> text(String key) {
        DocumentNode node = entries.get(key);
        if (node == null) {
            return Optional.empty();
        }
        if (node instanceof DocumentNode.Text text && !text.isNull()) {
            return Optional.of(text.text());
        }
        wrong(key, "must be a text");
        return Optional.empty();
    }

    String requiredText(String key) {
        if (!has(key)) {
            wrong(key, "is missing");
        }
        Optional<String> text = text(key);
        if (text.isPresent() && text.get().isBlank()) {
            wrong(key, "is empty");
        }
        return text.orElse("");
    }

    boolean flag(String key) {
        Optional<String> text = text(key);
        if (text.isPresent() && !text.get().equals("true") && !text.get().equals("false")) {
            wrong(key, "must be true or false");
        }
        return text.filter("true"::equals).isPresent();
    }

    Optional<Integer> number(String key, int least, int most) {
        return text(key).flatMap(text -> {
            try {
                int number = Integer.parseInt(text);
                if (number >= least && number <= most) {
                    return Optional.of(number);
                }
            } catch (NumberFormatException notANumber) {
                // Told below, like a number out of range.
            }
            wrong(key, "must be a whole number from " + least + " to " + most);
            return Optional.empty();
        });
    }

    /** A constant of an enum, in lower case unless it is one of Java's own. */
    <E extends Enum<E>> Optional<E> choice(String key, Class<E> type) {
        return text(key).flatMap(text -> {
            Optional<E> found = Stream.of(type.getEnumConstants())
                    .filter(one -> one.name().equalsIgnoreCase(text))
                    .findFirst();
            if (found.isEmpty()) {
                List<String> names = Stream.of(type.getEnumConstants())
                        .map(one -> one.name().toLowerCase(Locale.ROOT))
                        .toList();
                String near = NearestName.in(text, names)
                        .map(name -> "; did you mean " + name + "?")
                        .orElse("");
                wrong(key, "must be one of " + String.join(", ", names) + near);
            }
            return found;
        });
    }

    /** A list of texts, or one text. */
    List<String> texts(String key) {
        DocumentNode node = entries.get(key);
        if (!(node instanceof DocumentNode.Items items)) {
            return text(key).map(List::of).orElse(List.of());
        }
        List<String> texts = new ArrayList<>();
        for (DocumentNode item : items.items()) {
            if (item instanceof DocumentNode.Text text && !text.isNull()) {
                texts.add(text.text());
            } else {
                wrong(key, "holds something that is no text");
            }
        }
        if (items.items().isEmpty()) {
            wrong(key, "is an empty list");
        }
        return texts;
    }

    Optional<Section> section(String key) {
        return node(key).map(node -> new Section(place + ", '" + key + "'", node, faults));
    }

    /** The scalars behind keys, by their keys. */
    Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        entries.forEach((key, node) -> {
            Object value = node instanceof DocumentNode.Text text ? text.value() : null;
            if (value == null) {
                wrong(key, "must be a text, a number, true or false");
            } else {
                values.put(key, value);
            }
        });
        return values;
    }

    /** Notes keys that say nothing beside what else stands here. */
    void refuse(String reason, List<String> keys) {
        String present =
                keys.stream().filter(this::has).map(key -> "'" + key + "'").collect(Collectors.joining(", "));
        if (!present.isEmpty()) {
            wrong(present + " " + reason);
        }
    }
}
