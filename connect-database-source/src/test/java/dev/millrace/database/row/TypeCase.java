package dev.millrace.database.row;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.assertj.core.api.SoftAssertions;

/**
 * One line of a file in src/test/resources/types: a column, what stands in it, and what it becomes.
 *
 * @param chapter the heading that it stands under
 * @param settings as {@code key=value}, or a dash
 * @param value as {@link ValueForm} writes it, or {@code refused:} and the beginning of the reason
 */
record TypeCase(String chapter, String type, String literal, String settings, String schema, String value) {

    private static final String REFUSED = "refused: ";

    static List<TypeCase> of(String database) throws IOException {
        List<TypeCase> cases = new ArrayList<>();
        String chapter = "";
        for (String line : text(database).lines().toList()) {
            if (line.startsWith("## ")) {
                chapter = line.substring(3);
            } else if (!line.isBlank() && !line.startsWith("#")) {
                String[] parts = line.split(" \\| ", 5);
                cases.add(new TypeCase(chapter, parts[0], parts[1], parts[2], parts[3], parts[4]));
            }
        }
        return cases;
    }

    private static String text(String database) throws IOException {
        try (InputStream in = Objects.requireNonNull(
                TypeCase.class.getResourceAsStream("/types/" + database + ".txt"), "no such types")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    RowSettings rowSettings() {
        Map<String, String> options = new TreeMap<>();
        if (!isStandard()) {
            for (String option : settings.split(" ", -1)) {
                options.put(option.substring(0, option.indexOf('=')), option.substring(option.indexOf('=') + 1));
            }
        }
        ConfigDef definition = new ConfigDef();
        RowSettings.define(definition);
        return RowSettings.from(new AbstractConfig(definition, options, false));
    }

    boolean isStandard() {
        return settings.equals("-");
    }

    boolean isRefused() {
        return value.startsWith(REFUSED);
    }

    String reason() {
        return value.substring(REFUSED.length());
    }

    /** Compares what was read, written as schema and value; of a refusal the beginning of its reason. */
    void verify(SoftAssertions soft, String read) {
        String expected = schema + " | " + value;
        if (isRefused()) {
            soft.assertThat(read).as(toString()).startsWith(expected);
        } else {
            soft.assertThat(read).as(toString()).isEqualTo(expected);
        }
    }

    @Override
    public String toString() {
        return type + " " + literal + " " + settings;
    }
}
