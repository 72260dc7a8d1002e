package dev.millrace.transforms.mapping;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.jspecify.annotations.Nullable;

/** A mapping document: which fields a record has afterwards, and how they are made. Immutable but for what its lookup files hold. */
public final class Mapping {

    /**
     * What a document says about itself.
     *
     * @param schemaName the name of the schema that it makes; empty for that of what it patches, or none
     */
    record Head(
            String id,
            String version,
            String description,
            String owner,
            Optional<String> schemaName,
            Optional<Integer> schemaVersion) {}

    private final Head head;
    private final List<MappingField> fields;
    private final List<List<String>> removed;
    private final Map<String, Object> lookups;
    private final List<FileLookup> files;

    Mapping(
            Head head,
            List<MappingField> fields,
            List<List<String>> removed,
            Map<String, Object> lookups,
            List<FileLookup> files) {
        this.head = head;
        this.fields = List.copyOf(fields);
        this.removed = List.copyOf(removed);
        this.lookups = lookups;
        this.files = List.copyOf(files);
    }

    /**
     * Reads a document of JSON or YAML.
     *
     * @param folder where relative names of lookup files begin; null where there is none, and they are refused
     * @throws MappingFault when it can't be used; it tells every mistake with its place
     */
    public static Mapping parse(String text, @Nullable Path folder) {
        return new MappingParser(folder).parse(text);
    }

    /** Whether a document, sound or not, has lookups in files, which {@link #parse} would read. */
    public static boolean readsFiles(String text) {
        return new DocumentReader(new Faults())
                        .read(text)
                        .flatMap(root -> member(root, "lookups"))
                        .filter(DocumentNode.Entries.class::isInstance)
                        .map(DocumentNode.Entries.class::cast)
                        .stream()
                        .flatMap(lookups -> lookups.entries().values().stream())
                        .anyMatch(lookup -> member(lookup, "file").isPresent());
    }

    private static Optional<DocumentNode> member(DocumentNode node, String key) {
        return node instanceof DocumentNode.Entries entries
                ? Optional.ofNullable(entries.entries().get(key))
                : Optional.empty();
    }

    public String id() {
        return head.id();
    }

    public String version() {
        return head.version();
    }

    Head head() {
        return head;
    }

    List<MappingField> fields() {
        return fields;
    }

    /** The same document with some of its fields. */
    Mapping with(List<MappingField> some) {
        return new Mapping(head, some, removed, lookups, files);
    }

    /** Names that a patched record loses, from the side down. */
    List<List<String>> removed() {
        return removed;
    }

    /** The lookups as they were written, by their names. */
    Map<String, Object> lookups() {
        return lookups;
    }

    List<FileLookup> files() {
        return files;
    }

    /**
     * A new schema of the whole side, without fields: that of the document where it names one, else as the record's own is
     * called.
     */
    SchemaBuilder schema(Schema side) {
        if (head.schemaName().isEmpty()) {
            SchemaBuilder kept = side.type() == Schema.Type.STRUCT ? ValueSchemas.copy(side) : SchemaBuilder.struct();
            return side.doc() == null || side.type() != Schema.Type.STRUCT ? described(kept) : kept.doc(side.doc());
        }
        SchemaBuilder named =
                described(SchemaBuilder.struct().name(head.schemaName().get()));
        head.schemaVersion().ifPresent(named::version);
        return named;
    }

    private SchemaBuilder described(SchemaBuilder builder) {
        return head.description().isEmpty() ? builder : builder.doc(head.description());
    }
}
