package dev.millrace.feed.schema;

import java.util.List;

/** The fields that a configuration declares. */
public final class DeclaredFields {

    private final List<FieldSpec> specs;
    private final boolean ignoresUnknown;

    DeclaredFields(List<FieldSpec> specs, boolean ignoresUnknown) {
        this.specs = List.copyOf(specs);
        this.ignoresUnknown = ignoresUnknown;
    }

    /** What the input calls the fields, in order: columns, keys, groups. */
    public List<String> sources() {
        return specs.stream().map(FieldSpec::source).toList();
    }

    /** Turns what a format reads into records of these fields. */
    public RecordSchema as(String name) {
        return new RecordSchema(new FieldList(name, specs, ignoresUnknown), "");
    }

    List<FieldSpec> specs() {
        return specs;
    }
}
