package dev.millrace.feed;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/**
 * Where a feed looks for files.
 *
 * @param folders absolute, without a slash at the end, none twice
 * @param depth how many levels of folders below them are entered
 */
record InputSettings(List<String> folders, int depth, Links links) {

    /** What becomes of a link that leads to a folder. */
    enum Links {
        /** It is passed over. */
        SKIP,
        /** It is entered, unless the folder behind it was. */
        FOLLOW
    }

    static final String FOLDERS = "input.folders";
    static final String DEPTH = "folders.depth";
    static final String LINKS = "folders.links";

    InputSettings {
        folders = List.copyOf(folders);
    }

    /** The input folder that a file was found in or below. */
    String folderOf(String path) {
        return folders.stream()
                .filter(folder -> path.startsWith(folder.endsWith("/") ? folder : folder + "/"))
                .max(Comparator.comparingInt(String::length))
                .orElse("");
    }

    static void define(ConfigDef definition) {
        new OptionGroup(definition, "Input folders")
                .add(
                        FOLDERS,
                        ConfigDef.Type.LIST,
                        ConfigDef.NO_DEFAULT_VALUE,
                        ConfigDef.LambdaValidator.with(InputSettings::requireSome, () -> "non-empty list"),
                        ConfigDef.Importance.HIGH,
                        "The folders whose files are read, as absolute paths on the server. One that is missing is"
                                + " waited for.")
                .number(
                        DEPTH,
                        0,
                        0,
                        100,
                        "How many levels of folders below the input folders are entered; with 0 none is. Raise it for"
                                + " partners that sort their files into folders; the archive and the quarantine folder"
                                + " are never entered.")
                .choice(
                        LINKS,
                        Links.SKIP,
                        "Whether a symbolic link to a folder is entered: skip or follow. Choose follow where folders are"
                                + " linked into the input folder; one that was entered already, by its own name or by"
                                + " another link, is not entered again, so that a circle of links ends.");
    }

    static InputSettings from(AbstractConfig config) {
        return new InputSettings(
                folders(config), config.getInt(DEPTH), OptionGroup.choiceOf(Links.class, config.getString(LINKS)));
    }

    static List<String> folders(AbstractConfig config) {
        return config.getList(FOLDERS).stream()
                .filter(folder -> !folder.isBlank())
                .map(Folders::normal)
                .distinct()
                .toList();
    }

    static void validate(AbstractConfig config, Problems problems) {
        for (String folder : config.getList(FOLDERS)) {
            if (!folder.isBlank() && !folder.startsWith("/")) {
                problems.report(FOLDERS, "holds '" + folder + "', which is no absolute path: begin it with /");
            }
        }
        int depth = config.getInt(DEPTH);
        List<String> folders = folders(config);
        for (String inner : folders) {
            for (String outer : folders) {
                int levels = levelsBelow(inner, outer);
                if (levels > 0 && levels <= depth) {
                    problems.report(
                            FOLDERS,
                            "holds " + inner + ", which is entered from " + outer + " with " + DEPTH + "=" + depth
                                    + ": remove it, or lower " + DEPTH);
                }
            }
        }
    }

    /** How many levels a folder lies below another; 0 when it does not. */
    private static int levelsBelow(String inner, String outer) {
        String above = outer.endsWith("/") ? outer : outer + "/";
        return inner.startsWith(above) && inner.length() > above.length()
                ? (int) inner.substring(above.length())
                                .chars()
                                .filter(c -> c == '/')
                                .count()
                        + 1
                : 0;
    }

    private static void requireSome(String key, Object value) {
        if (!(value instanceof List<?> list)
                || list.stream().allMatch(folder -> String.valueOf(folder).isBlank())) {
            throw new ConfigException(key, value, "Name a folder");
        }
    }
}
