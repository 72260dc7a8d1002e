package dev.millrace.feed;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The files that stand beside a data file and belong to it: its marker and its digest. They are never data. */
final class Companions {

    private final List<NameTemplate> templates;

    Companions(ReadinessSettings settings) {
        templates = Stream.of(settings.marker(), settings.checksum().sidecar())
                .flatMap(Optional::stream)
                .toList();
    }

    /** What kind of companion a name is of; empty for none. */
    Optional<NameTemplate> find(String name) {
        for (NameTemplate template : templates) {
            if (template.matches(name)) {
                return Optional.of(template);
            }
        }
        return Optional.empty();
    }

    /** What must stand beside a file. */
    List<String> of(String path) {
        return templates.isEmpty()
                ? List.of()
                : templates.stream().map(template -> template.beside(path)).toList();
    }
}
