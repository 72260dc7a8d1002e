package dev.millrace.feed.binary;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the options of Cobrix are called here: the table of docs/reference/copybook-migration.md, as code. */
final class CobrixOptions {

    private static final Pattern MAPPING = Pattern.compile("\"([^\"]+)\":\\{([^}]*)\\}");

    private CobrixOptions() {}

    static Map<String, String> ours(Map<String, String> theirs, Path folder, String copybooks) {
        Map<String, String> ours = new LinkedHashMap<>();
        StringBuilder files = new StringBuilder();
        for (String name : copybooks.split(",", -1)) {
            files.append(files.length() == 0 ? "" : ",").append(folder.resolve(name));
        }
        ours.put("copybook.file", files.toString());
        standard(ours);
        Map<String, String> segments = new TreeMap<>();
        Map<String, String> children = new TreeMap<>();
        Map<String, String> levels = new TreeMap<>();
        theirs.forEach((key, value) -> {
            String name = key.replace('-', '_');
            if (name.startsWith("redefine_segment_id_map")) {
                String[] parts = value.split("=>", -1);
                for (String id : parts[1].split(",", -1)) {
                    segments.put(id.strip(), parts[0].strip());
                }
            } else if (name.startsWith("segment_children")) {
                String[] parts = value.split("=>", -1);
                children.put(name, parts[0].strip() + ": " + parts[1].strip());
            } else if (name.startsWith("segment_id_level") || name.equals("segment_id_root")) {
                levels.put(name, value);
            } else {
                option(ours, name, value, theirs);
            }
        });
        if (!levels.isEmpty()) {
            ours.put("copybook.levels", String.join("; ", levels.values()).replace('_', '*'));
        }
        if (!children.isEmpty()) {
            ours.put("copybook.children", String.join("; ", children.values()));
        }
        segments(ours, theirs, segments, String.join(",", levels.values()));
        return ours;
    }

    /** What Cobrix does when it is told nothing. */
    private static void standard(Map<String, String> ours) {
        ours.put("copybook.trim", "both");
        ours.put("copybook.odo", "max-size");
        ours.put("copybook.binary.wide", "fewest");
        ours.put("copybook.sign.zones", "relaxed");
        ours.put("copybook.filler.groups", "keep");
        ours.put("copybook.records.short", "absent");
        ours.put("copybook.records.long", "ignore");
        ours.put("copybook.redefines.undecided", "none");
        ours.put("copybook.null.text", "low-values");
        ours.put("copybook.null.zoned", "low-values, spaces");
        ours.put("copybook.null.packed", "");
        ours.put("copybook.null.edited", "low-values, spaces");
        for (String kind : new String[] {"text", "zoned", "packed", "binary", "floating", "edited"}) {
            ours.put("copybook.corrupt." + kind, "null");
        }
    }

    private static void option(Map<String, String> ours, String name, String value, Map<String, String> theirs) {
        switch (name) {
            case "record_format" -> {
                if (value.equals("V")) {
                    ours.put("copybook.framing", "v");
                    ours.putIfAbsent("copybook.framing.endian", "little");
                    ours.putIfAbsent("copybook.framing.rdw.length.includes.header", "no");
                }
            }
            case "is_rdw_part_of_record_length" -> ours.put("copybook.framing.rdw.length.includes.header", "yes");
            case "rdw_adjustment" -> ours.put("copybook.framing.rdw.adjustment.bytes", value);
            case "record_start_offset" -> ours.put("copybook.framing.skip.before.bytes", value);
            case "record_end_offset" -> ours.put("copybook.framing.skip.after.bytes", value);
            case "file_start_offset" -> ours.put("copybook.framing.header.bytes", value);
            case "file_end_offset" -> ours.put("copybook.framing.trailer.bytes", value);
            case "variable_size_occurs" -> {
                ours.put("copybook.odo", "shift-record");
                ours.put("copybook.framing", "content");
            }
            case "encoding" -> ours.put("copybook.charset", "ISO-8859-1");
            case "string_trimming_policy" -> ours.put("copybook.trim", value);
            case "improved_null_detection" -> ours.put("copybook.null.text", "");
            case "drop_group_fillers" -> ours.put("copybook.filler.groups", value.equals("true") ? "drop" : "keep");
            case "drop_value_fillers" -> ours.put("copybook.filler.values", value.equals("true") ? "drop" : "keep");
            case "filler_naming_policy" ->
                ours.put("copybook.filler.names", value.startsWith("previous") ? "previous" : "sequence");
            case "floating_point_format" -> ours.put("copybook.float.form", "ieee");
            case "non_terminals" -> ours.put("copybook.groups.as.text", value);
            case "occurs_mappings" -> ours.put("copybook.odo.counts", counts(value));
            case "record_header_parser" -> {
                ours.put("copybook.framing", "prefix");
                ours.put("copybook.framing.prefix.bytes", "5");
                ours.put("copybook.framing.prefix.length.at", "3");
                ours.put("copybook.framing.prefix.when", "0=01");
            }
            case "segment_field", "segment_filter" -> {
                // Both together, below.
            }
            case "schema_retention_policy", "generate_record_id", "segment_id_prefix" -> {
                // Names around the values, which the comparison puts there.
            }
            case "strict_sign_overpunching" -> ours.put("copybook.sign.zones", "exact");
            case "pedantic", "input_split_records", "rhp_additional_info", "strict_integral_precision" -> {
                // Ours by default, or about Spark.
            }
            default -> throw new IllegalArgumentException("no translation of " + name + " in " + theirs);
        }
    }

    private static String counts(String json) {
        StringBuilder counts = new StringBuilder();
        Matcher tables = MAPPING.matcher(json);
        while (tables.find()) {
            counts.append(counts.length() == 0 ? "" : "; ")
                    .append(tables.group(1))
                    .append(": ")
                    .append(tables.group(2).replace("\"", "").replace(':', '='));
        }
        return counts.toString();
    }

    private static void segments(
            Map<String, String> ours, Map<String, String> theirs, Map<String, String> segments, String levels) {
        String field = theirs.get("segment_field");
        if (field == null) {
            return;
        }
        ours.put("copybook.type.fields", field);
        Map<String, String> types = new TreeMap<>(segments);
        String filter = theirs.getOrDefault("segment_filter", "");
        String whole = filter.isEmpty() ? "COMPANY-DETAILS" : "TRANSDATA";
        for (String id : (filter + "," + levels).split(",", -1)) {
            if (!id.isBlank() && !"_*".contains(id.strip())) {
                types.putIfAbsent(id.strip(), whole);
            }
        }
        StringBuilder pairs = new StringBuilder();
        types.forEach((id, type) -> pairs.append(pairs.length() == 0 ? "" : ", ")
                .append(id)
                .append('=')
                .append(type));
        ours.put("copybook.types", pairs.toString());
        ours.put("copybook.type.unknown", filter.isEmpty() ? "first" : "skip");
    }
}
