package dev.millrace.feed.copybook;

import dev.millrace.feed.plan.Item;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes items of records. For one compilation. */
final class ItemBuilder {

    private final CopybookOptions options;
    private final PartBuilder parts;
    private final Findings findings;

    ItemBuilder(CopybookOptions options, boolean comma, Map<String, Integer> constants, Findings findings) {
        this.options = options;
        this.parts = new PartBuilder(new CodingRules(options.dialect(), comma, findings), constants, findings);
        this.findings = findings;
    }

    List<Item.Group> records(List<Node> nodes) {
        Map<String, String> names = new LinkedHashMap<>();
        List<Item.Group> records = new ArrayList<>();
        for (Node node : nodes) {
            Entry entry = node.entry();
            Optional<String> redefined = entry.redefines.flatMap(name -> redefined(name, names));
            String name = entry.name.isEmpty() ? options.recordName() : entry.name;
            records.add(new RecordLayout(findings).record(parts.part(node), name, redefined));
            names.putIfAbsent(TokenCursor.upper(name), name);
        }
        return records;
    }

    private Optional<String> redefined(Token name, Map<String, String> names) {
        String found = names.get(TokenCursor.upper(name.text()));
        if (found == null) {
            findings.error(name, "it is redefined, but no record of that name stands above");
        }
        return Optional.ofNullable(found);
    }
}
