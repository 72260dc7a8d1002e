package dev.millrace.feed.edi;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/** Reads a partner file (YAML, of which JSON is a part), and says line by line what is wrong with it. */
final class PartnerFile {

    private static final Set<String> ENTRY_KEYS = Set.of(
            "name",
            "sender",
            "receiver",
            "envelope",
            "validation",
            "acks",
            "ack-detail",
            "schemas",
            "charset",
            "usage",
            "control-numbers");

    /**
     * What was read.
     *
     * @param complaints sentences that begin with the line; empty for a good file
     */
    record Reading(Partners partners, List<String> complaints) {
        Reading {
            complaints = List.copyOf(complaints);
        }
    }

    private enum Unknown {
        ACCEPT,
        REFUSE
    }

    private final Path folder;
    private final List<String> complaints = new ArrayList<>();

    private PartnerFile(Path folder) {
        this.folder = folder;
    }

    /**
     * Reads a file.
     *
     * @throws IOException when it can't be read
     */
    static Reading read(Path file) throws IOException {
        Path absolute = file.toAbsolutePath();
        Path folder = absolute.getParent();
        return read(Files.readString(absolute), folder == null ? absolute : folder);
    }

    /** Reads a text; relative paths in it begin at the folder. */
    static Reading read(String text, Path folder) {
        PartnerFile reading = new PartnerFile(folder);
        // JSON allows tabs between its tokens, YAML does not; within JSON's texts there are none.
        String spaced = text.stripLeading().startsWith("{") ? text.replace('\t', ' ') : text;
        try {
            Node root = new Yaml(new SafeConstructor(new LoaderOptions())).compose(new StringReader(spaced));
            return new Reading(reading.partners(root), reading.complaints);
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            return new Reading(
                    Partners.NONE, List.of("line " + line + ": is not YAML or JSON (" + e.getProblem() + ")"));
        } catch (YAMLException e) {
            return new Reading(Partners.NONE, List.of("line 1: is not YAML or JSON"));
        }
    }

    private Partners partners(Node root) {
        FileNode file = new FileNode(root, complaints);
        Map<String, FileNode> fields = file.fields(Set.of("partners", "unknown"), "the file");
        boolean closed = field(fields, "unknown")
                .flatMap(node -> node.choice(Unknown.class, "unknown"))
                .filter(Unknown.REFUSE::equals)
                .isPresent();
        List<Partner> partners = new ArrayList<>();
        if (!fields.containsKey("partners")) {
            file.complain("has no list named partners; begin with partners: and one entry for each partner below it");
        }
        field(fields, "partners").stream()
                .flatMap(node -> node.elements("partners").stream())
                .forEach(node -> partner(node).ifPresent(partners::add));
        unreachable(partners);
        return new Partners(partners, closed);
    }

    private Optional<Partner> partner(FileNode entry) {
        Map<String, FileNode> fields = entry.fields(ENTRY_KEYS, "a partner");
        if (fields.isEmpty()) {
            return Optional.empty();
        }
        if (!fields.containsKey("name")) {
            entry.complain("a partner has no name; give it one that people know it by");
        }
        if (!fields.containsKey("sender")) {
            entry.complain("a partner has no sender; give its id, such as sender: {id: \"4000001000005\", qualifier:"
                    + " \"14\"}, or \"*\" for everybody");
        }
        return Optional.of(new Partner(
                field(fields, "name").flatMap(node -> node.text("name")).orElse("line " + entry.line()),
                entry.line(),
                identity(fields, "sender"),
                identity(fields, "receiver"),
                field(fields, "envelope").flatMap(node -> node.choice(Partner.EnvelopeChecks.class, "envelope")),
                field(fields, "validation").flatMap(node -> node.choice(EdiSettings.Validation.class, "validation")),
                field(fields, "acks").flatMap(PartnerFile::acks),
                field(fields, "ack-detail").flatMap(node -> node.choice(AcknowledgementDetail.class, "ack-detail")),
                schemas(fields),
                field(fields, "charset").flatMap(PartnerFile::charset),
                field(fields, "usage")
                        .flatMap(node -> node.choice(Partner.Usage.class, "usage"))
                        .orElse(Partner.Usage.ANY),
                field(fields, "control-numbers")
                        .flatMap(node -> node.choice(Partner.ControlPolicy.class, "control-numbers"))));
    }

    private static Optional<FileNode> field(Map<String, FileNode> fields, String name) {
        return Optional.ofNullable(fields.get(name));
    }

    /** A text is the id, with any qualifier. */
    private static Identity identity(Map<String, FileNode> fields, String name) {
        FileNode node = fields.get(name);
        if (node == null) {
            return Identity.ANYONE;
        }
        if (!node.isMap()) {
            return new Identity(node.text(name).orElse("*"), "*");
        }
        Map<String, FileNode> parts = node.fields(Set.of("id", "qualifier"), name);
        if (!parts.containsKey("id")) {
            node.complain(name + " has no id; give the one of the envelope, or \"*\"");
        }
        return new Identity(
                field(parts, "id").flatMap(id -> id.text("id")).orElse("*"),
                field(parts, "qualifier").flatMap(id -> id.text("qualifier")).orElse("*"));
    }

    private static Optional<Set<String>> acks(FileNode node) {
        Set<String> kinds = node.isList()
                ? node.elements("acks").stream()
                        .flatMap(kind -> kind.text("acks").stream())
                        .collect(Collectors.toSet())
                : node.text("acks").map(Set::of).orElse(Set.of());
        Optional<String> complaint = AcknowledgementOptions.complaint(kinds);
        complaint.ifPresent(sentence -> node.complain("acks " + sentence));
        return complaint.isPresent() ? Optional.empty() : Optional.of(kinds);
    }

    private static Optional<Charset> charset(FileNode node) {
        Optional<String> name = node.text("charset");
        try {
            Optional<Charset> charset = name.map(Charset::forName);
            if (charset.isPresent() && !new Alphabet(charset.get()).isAscii()) {
                node.complain("charset is " + name.orElse("")
                        + ", in which separators can't be found before the sender is known; use one whose letters lie as"
                        + " in ASCII, and set edi.charset for others");
                return Optional.empty();
            }
            return charset;
        } catch (IllegalArgumentException e) {
            node.complain("charset is " + name.orElse("") + ", which is unknown; use a name such as windows-1252");
            return Optional.empty();
        }
    }

    private Map<String, String> schemas(Map<String, FileNode> fields) {
        Map<String, String> schemas = new LinkedHashMap<>();
        FileNode node = fields.get("schemas");
        if (node == null) {
            return schemas;
        }
        node.fields(Set.of(), "schemas")
                .forEach((transaction, value) -> value.text("schemas").ifPresent(text -> {
                    Path path = folder.resolve(text);
                    if (!Files.isReadable(path)) {
                        value.complain("the schema of " + transaction + " is " + text
                                + ", which can't be read; a relative path begins at the folder of the partner file");
                    }
                    schemas.put(transaction, path.toString());
                }));
        return schemas;
    }

    /** An entry behind one that matches all of it would never be used. */
    private void unreachable(List<Partner> partners) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < partners.size(); i++) {
            Partner later = partners.get(i);
            if (!names.add(later.name())) {
                complaints.add("line " + later.line() + ": the name " + later.name()
                        + " is given to an earlier partner too; give each a name of its own");
            }
            partners.subList(0, i).stream()
                    .filter(earlier -> earlier.sender().covers(later.sender())
                            && earlier.receiver().covers(later.receiver()))
                    .findFirst()
                    .ifPresent(earlier -> complaints.add("line " + later.line() + ": partner " + later.name()
                            + " is never used, because " + earlier.name() + " in line " + earlier.line()
                            + " matches the same interchanges; move it up or remove it"));
        }
    }
}
