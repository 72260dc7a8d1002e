package dev.millrace.ops.map;

import dev.millrace.ops.cluster.ConnectorFile;
import dev.millrace.ops.cluster.OptionTexts;
import java.util.List;
import java.util.Map;

/**
 * A setting with what its plugin says of it.
 *
 * @param value without secrets; its beginning where it is long
 * @param documentation empty where none is known
 */
public record ConfigRow(String key, String value, boolean cut, String documentation) {

    private static final int LONGEST = 2_000;

    /** In the order of the keys. */
    static List<ConfigRow> of(Map<String, String> shown) {
        ConnectorFile file = new ConnectorFile("", shown);
        return shown.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(setting -> of(setting, OptionTexts.of(file, setting.getKey())))
                .toList();
    }

    private static ConfigRow of(Map.Entry<String, String> setting, String documentation) {
        boolean cut = setting.getValue().length() > LONGEST;
        String value = cut ? setting.getValue().substring(0, LONGEST) + " …" : setting.getValue();
        return new ConfigRow(setting.getKey(), value, cut, documentation);
    }
}
