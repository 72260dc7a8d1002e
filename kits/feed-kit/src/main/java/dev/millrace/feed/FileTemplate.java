package dev.millrace.feed;

import dev.millrace.kit.Template;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** A template of file names or paths, and what fills it: the file's own name, the time in UTC, and who finishes it. */
final class FileTemplate {

    static final List<String> PLACEHOLDERS =
            List.of("name", "stem", "extension", "folder", "yyyy", "MM", "dd", "HH", "mm", "ss", "connector", "task");

    /**
     * What a template is filled with.
     *
     * @param path of the file
     * @param input the folder it was found under, without a slash at its end
     * @param time when it is finished
     */
    record Subject(String path, String input, Instant time, FileFeed.Share share) {

        private String value(String placeholder) {
            String name = path.substring(path.lastIndexOf('/') + 1);
            int dot = name.lastIndexOf('.');
            return switch (placeholder) {
                case "name" -> name;
                case "stem" -> dot > 0 ? name.substring(0, dot) : name;
                case "extension" -> dot > 0 ? name.substring(dot + 1) : "";
                case "folder" -> folder();
                case "connector" -> share.connector();
                case "task" -> String.valueOf(share.task());
                default -> DateTimeFormatter.ofPattern(placeholder).format(time.atOffset(ZoneOffset.UTC));
            };
        }

        /** Between the input folder and the name; empty right below the input folder. */
        private String folder() {
            String above = parent(path);
            return above.startsWith(input + "/") ? above.substring(input.length() + 1) : "";
        }
    }

    private final Template template;

    private FileTemplate(Template template) {
        this.template = template;
    }

    /**
     * The path of a target. Where its last part names no single file it is a folder, and the file keeps its name in it.
     *
     * @throws IllegalArgumentException when it is no template
     */
    static FileTemplate ofPath(String text) {
        String path = text.replaceFirst("/+$", "");
        Template whole = Template.parse(path);
        return new FileTemplate(
                namesFile(path.substring(path.lastIndexOf('/') + 1)) ? whole : Template.parse(path + "/{name}"));
    }

    /**
     * The name of a target in the file's own folder.
     *
     * @throws IllegalArgumentException when it is no template
     */
    static FileTemplate ofName(String text) {
        return new FileTemplate(Template.parse(text));
    }

    /** Whether each file gets a name of its own from it. */
    static boolean namesFile(String text) {
        return Template.parse(text).placeholders().stream()
                .anyMatch(place -> place.equals("name") || place.equals("stem"));
    }

    /** The target; an empty {@code {folder}} leaves no empty part behind. */
    String fill(Subject subject) {
        return template.fill(subject::value).replaceAll("/{2,}", "/");
    }

    /** The target beside the file. */
    String fillBeside(Subject subject) {
        return parent(subject.path()) + "/" + fill(subject);
    }

    /** The deepest folder that all targets share. */
    String fixedFolder() {
        String prefix = template.fixedPrefix();
        String folder = parent(prefix.isEmpty() ? "/" : prefix);
        return folder.isEmpty() ? "/" : folder;
    }

    static String parent(String path) {
        return path.substring(0, path.lastIndexOf('/'));
    }

    @Override
    public String toString() {
        return template.toString();
    }
}
