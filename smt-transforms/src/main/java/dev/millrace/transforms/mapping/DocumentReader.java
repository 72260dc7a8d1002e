package dev.millrace.transforms.mapping;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Reads JSON and YAML to the same nodes. A text that begins with a brace is JSON and read by its own rules, for YAML 1.1, which
 * the library speaks, refuses some JSON, such as tabs before a key. Neither makes values of scalars.
 */
final class DocumentReader {

    private final Faults faults;

    DocumentReader(Faults faults) {
        this.faults = faults;
    }

    /** The document; empty when it is none, which is told then. */
    Optional<DocumentNode> read(String text) {
        if (text.isBlank()) {
            faults.add("document", "is empty");
            return Optional.empty();
        }
        return text.stripLeading().startsWith("{") ? json(text) : yaml(text);
    }

    private Optional<DocumentNode> json(String text) {
        JsonFactory factory = JsonFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .build();
        try (JsonParser parser = factory.createParser(text)) {
            parser.nextToken();
            DocumentNode root = json(parser);
            if (parser.nextToken() != null) {
                faults.add(line(parser), "something follows the document");
            }
            return Optional.of(root);
        } catch (JsonProcessingException wrong) {
            int line = wrong.getLocation() == null ? 1 : wrong.getLocation().getLineNr();
            faults.add("line " + line, "is no JSON: " + wrong.getOriginalMessage());
            return Optional.empty();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static DocumentNode json(JsonParser parser) throws IOException {
        int line = parser.currentTokenLocation().getLineNr();
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            Map<String, DocumentNode> entries = new LinkedHashMap<>();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String key = parser.currentName();
                parser.nextToken();
                entries.put(key, json(parser));
            }
            return new DocumentNode.Entries(line, Collections.unmodifiableMap(entries));
        }
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            List<DocumentNode> items = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                items.add(json(parser));
            }
            return new DocumentNode.Items(line, items);
        }
        return new DocumentNode.Text(line, parser.getText(), parser.currentToken() == JsonToken.VALUE_STRING);
    }

    private static String line(JsonParser parser) {
        return "line " + parser.currentTokenLocation().getLineNr();
    }

    private Optional<DocumentNode> yaml(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(0);
        try {
            Node root = new Yaml(new SafeConstructor(options)).compose(new StringReader(text));
            return root == null ? Optional.empty() : Optional.of(yaml(root));
        } catch (MarkedYAMLException wrong) {
            int line =
                    wrong.getProblemMark() == null ? 1 : wrong.getProblemMark().getLine() + 1;
            faults.add("line " + line, "is no YAML: " + wrong.getProblem());
        } catch (YAMLException wrong) {
            faults.add("document", "is no YAML: it is nested too deep, or holds characters that YAML does not allow");
        }
        return Optional.empty();
    }

    private DocumentNode yaml(Node node) {
        int line = node.getStartMark().getLine() + 1;
        if (node instanceof MappingNode mapping) {
            Map<String, DocumentNode> entries = new LinkedHashMap<>();
            for (NodeTuple entry : mapping.getValue()) {
                String where = "line " + (entry.getKeyNode().getStartMark().getLine() + 1);
                if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                    faults.add(where, "a key must be a text");
                } else if (entries.put(key.getValue(), yaml(entry.getValueNode())) != null) {
                    faults.add(where, "'" + key.getValue() + "' stands here a second time");
                }
            }
            return new DocumentNode.Entries(line, Collections.unmodifiableMap(entries));
        }
        if (node instanceof SequenceNode sequence) {
            return new DocumentNode.Items(
                    line, sequence.getValue().stream().map(this::yaml).toList());
        }
        ScalarNode scalar = (ScalarNode) node;
        return new DocumentNode.Text(
                line, scalar.getValue(), scalar.getScalarStyle() != DumperOptions.ScalarStyle.PLAIN);
    }
}
