package dev.millrace.feed;

import dev.millrace.feed.store.StoredFile;
import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import dev.millrace.kit.Template;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.PatternSyntaxException;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/**
 * What becomes of files once Kafka has them.
 *
 * @param archive where they are moved to; present when they are moved
 * @param quarantine where files that can't be read to their end go, if they are to be moved at all
 * @param renameTo their new name when they are renamed
 * @param touchName the name of the file beside them that says they were read
 * @param conflict what happens when the new name is taken
 */
record FinishSettings(
        AfterRead afterRead,
        Optional<FileTemplate> archive,
        Optional<FileTemplate> quarantine,
        FileTemplate renameTo,
        FileTemplate touchName,
        NameConflict conflict) {

    static final String AFTER_READ = "after.read";
    static final String ARCHIVE_FOLDER = "archive.folder";
    static final String ARCHIVE_CONFLICT = "archive.conflict";
    static final String RENAME_TO = "rename.to";
    static final String TOUCH_NAME = "touch.name";
    static final String QUARANTINE_FOLDER = "quarantine.folder";

    private static final String PLACES = "May hold {name}, {stem} (without its extension), {extension}, {folder} (below"
            + " the input folder), {yyyy}, {MM}, {dd}, {HH}, {mm}, {ss} (UTC), {connector} and {task}";

    /** Whether a file that was read leaves its place. */
    boolean takesAway() {
        return switch (afterRead) {
            case MOVE, RENAME, DELETE -> true;
            case TOUCH, KEEP -> false;
        };
    }

    static void define(ConfigDef definition) {
        new OptionGroup(definition, "After reading")
                .choice(
                        AFTER_READ,
                        AfterRead.MOVE,
                        "What becomes of a file once Kafka has all of it: move to archive.folder, delete, rename in its"
                                + " place, touch (it stays, and an empty file beside it says that it was read) or keep."
                                + " Choose keep on a read-only account: the stored offset then tells that the file is"
                                + " done.")
                .text(
                        ARCHIVE_FOLDER,
                        null,
                        "The folder that finished files are moved to, as an absolute path on the same server, or the whole"
                                + " path when its last part holds {name} or {stem}. " + PLACES + "; the part before the"
                                + " first of them must exist, folders behind it are made. Needed by after.read=move.")
                .choice(
                        ARCHIVE_CONFLICT,
                        NameConflict.NUMBER,
                        "What happens when a file is to be moved or renamed and the name is taken: number puts .2, .3 and"
                                + " so on behind it, fail leaves the file where it is and says so, overwrite deletes the"
                                + " older file. Choose fail where a name must never come twice.")
                .text(
                        RENAME_TO,
                        "{name}.done",
                        "The name that a finished file gets with after.read=rename. " + PLACES
                                + "; change it when others expect another name. The feed must not read it: leave it out"
                                + " by files.exclude.")
                .text(
                        TOUCH_NAME,
                        "{name}.read",
                        "The name of the empty file that after.read=touch puts beside a finished file, unless it is there."
                                + " " + PLACES + "; change it when others wait for another name. The feed must not read"
                                + " it: leave it out by files.exclude.")
                .text(
                        QUARANTINE_FOLDER,
                        null,
                        "The folder that files go to which can't be read to their end, each with a .error.json beside it"
                                + " that says why; the same templates as in archive.folder, and a taken name gets a"
                                + " number. Without it such a file stays where it is and is not read again.");
    }

    static FinishSettings from(AbstractConfig config) {
        return new FinishSettings(
                OptionGroup.choiceOf(AfterRead.class, config.getString(AFTER_READ)),
                Folders.of(config, ARCHIVE_FOLDER).map(text -> template(ARCHIVE_FOLDER, text, FileTemplate::ofPath)),
                Folders.of(config, QUARANTINE_FOLDER)
                        .map(text -> template(QUARANTINE_FOLDER, text, FileTemplate::ofPath)),
                template(RENAME_TO, config.getString(RENAME_TO), FileTemplate::ofName),
                template(TOUCH_NAME, config.getString(TOUCH_NAME), FileTemplate::ofName),
                OptionGroup.choiceOf(NameConflict.class, config.getString(ARCHIVE_CONFLICT)));
    }

    private static FileTemplate template(String key, String text, Function<String, FileTemplate> reader) {
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException wrong) {
            throw new ConfigException(key, text, "is no template: " + wrong.getMessage());
        }
    }

    static void validate(AbstractConfig config, Problems problems) {
        AfterRead afterRead = OptionGroup.choiceOf(AfterRead.class, config.getString(AFTER_READ));
        Optional<String> archive = Folders.of(config, ARCHIVE_FOLDER);
        if (afterRead == AfterRead.MOVE && archive.isEmpty()) {
            problems.report(
                    ARCHIVE_FOLDER, "is needed by after.read=move: name a folder, or choose another of after.read");
        }
        requireUse(config, ARCHIVE_FOLDER, archive.isEmpty() || afterRead == AfterRead.MOVE, "move", problems);
        requireUse(config, RENAME_TO, afterRead == AfterRead.RENAME, "rename", problems);
        requireUse(config, TOUCH_NAME, afterRead == AfterRead.TOUCH, "touch", problems);
        requireUse(
                config,
                ARCHIVE_CONFLICT,
                afterRead == AfterRead.MOVE || afterRead == AfterRead.RENAME,
                "move or rename",
                problems);
        for (String key : List.of(ARCHIVE_FOLDER, QUARANTINE_FOLDER)) {
            Folders.of(config, key).ifPresent(text -> checkFolder(config, key, text, problems));
        }
        switch (afterRead) {
            case RENAME -> checkName(config, RENAME_TO, problems);
            case TOUCH -> checkName(config, TOUCH_NAME, problems);
            case MOVE, DELETE, KEEP -> {}
        }
    }

    private static void requireUse(
            AbstractConfig config, String key, boolean isUsed, String needed, Problems problems) {
        if (!isUsed && config.originals().containsKey(key)) {
            problems.report(
                    key,
                    "is never used with after.read=" + config.getString(AFTER_READ)
                            + ": remove it, or choose after.read=" + needed);
        }
    }

    private static void checkFolder(AbstractConfig config, String key, String text, Problems problems) {
        if (!isTemplate(key, text, problems)) {
            return;
        }
        if (!text.startsWith("/")) {
            problems.report(key, "must be an absolute path: begin it with /");
        } else if (InputSettings.folders(config).stream()
                .anyMatch(input -> FileTemplate.parent(FileTemplate.ofPath(text).fill(sample(input, "sample.csv")))
                        .equals(input))) {
            problems.report(key, "must not be an input folder, or its files would be read again");
        }
    }

    /** A name beside the input must be one that is never read. */
    private static void checkName(AbstractConfig config, String key, Problems problems) {
        String text = config.getString(key);
        if (!isTemplate(key, text, problems)) {
            return;
        }
        if (text.contains("/") || !FileTemplate.namesFile(text)) {
            problems.report(key, "must be a name without / that holds {name} or {stem}, so that each file has its own");
            return;
        }
        for (String input : InputSettings.folders(config)) {
            checkName(config, key, text, input, problems);
        }
    }

    private static void checkName(AbstractConfig config, String key, String text, String input, Problems problems) {
        for (String name : namesThatAreRead(config, input)) {
            String target = FileTemplate.ofName(text).fill(sample(input, name));
            if (target.equals(name)) {
                problems.report(key, "leaves the name of a file as it is: add something to it, such as {name}.done");
                return;
            }
            List<String> read = namesThatAreRead(config, input, List.of(target, target + ".2"));
            boolean numbers = key.equals(RENAME_TO) && numbersNames(config);
            if (read.contains(target) || (numbers && !read.isEmpty())) {
                problems.report(
                        key,
                        "makes names that the feed reads, such as " + read.get(0)
                                + ": add a glob for them to files.exclude, or narrow files.include");
                return;
            }
        }
    }

    private static boolean numbersNames(AbstractConfig config) {
        return OptionGroup.choiceOf(NameConflict.class, config.getString(ARCHIVE_CONFLICT)) == NameConflict.NUMBER;
    }

    private static List<String> namesThatAreRead(AbstractConfig config, String input) {
        return namesThatAreRead(config, input, SampleNames.of(config.getList(SelectionSettings.INCLUDE)));
    }

    private static List<String> namesThatAreRead(AbstractConfig config, String input, List<String> names) {
        try {
            FileSelection selection =
                    new FileSelection(SelectionSettings.from(config), OrderSettings.from(config), 0, 1);
            return names.stream()
                    .filter(name -> selection.judge(input, new StoredFile(input + "/" + name, 1, 0), 0)
                            != FileSelection.Verdict.NAME)
                    .toList();
        } catch (PatternSyntaxException noGlob) {
            // It is reported on its own key; there is nothing to try out then.
            return List.of();
        }
    }

    private static boolean isTemplate(String key, String text, Problems problems) {
        int[] found = new int[1];
        Template.validate(key, text, FileTemplate.PLACEHOLDERS, (onKey, sentence) -> {
            found[0]++;
            problems.report(onKey, sentence);
        });
        return found[0] == 0;
    }

    private static FileTemplate.Subject sample(String input, String name) {
        return new FileTemplate.Subject(
                input + "/" + name, input, Instant.EPOCH, new FileFeed.Share("connector", 0, 1));
    }
}
