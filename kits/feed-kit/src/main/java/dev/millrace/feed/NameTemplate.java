package dev.millrace.feed;

/**
 * The name of a file that stands beside another and says something about it.
 *
 * @param byStem whether it is made of the other's name up to the last dot only
 */
record NameTemplate(String prefix, String suffix, boolean byStem) {

    static final String NAME = "{name}";
    private static final String STEM = "{stem}";

    /**
     * Reads a template.
     *
     * @throws IllegalArgumentException when it is none; its message goes on a sentence that begins with the option
     */
    static NameTemplate of(String text) {
        boolean byStem = text.contains(STEM);
        String variable = byStem ? STEM : NAME;
        int at = text.indexOf(variable);
        if (at < 0) {
            throw new IllegalArgumentException("must hold {name} or {stem}, such as {name}.done");
        }
        String prefix = text.substring(0, at);
        String suffix = text.substring(at + variable.length());
        if (prefix.isEmpty() && suffix.isEmpty()) {
            throw new IllegalArgumentException("must differ from the name itself, such as {name}.done");
        }
        if ((prefix + suffix).matches(".*[{}/].*")) {
            throw new IllegalArgumentException("must be a name with one {name} or {stem} in it, without a folder");
        }
        return new NameTemplate(prefix, suffix, byStem);
    }

    /** Whether a name is of this form. */
    boolean matches(String name) {
        return name.length() > prefix.length() + suffix.length() && name.startsWith(prefix) && name.endsWith(suffix);
    }

    /** The path of what stands beside a file. */
    String beside(String path) {
        int name = path.lastIndexOf('/') + 1;
        int dot = path.lastIndexOf('.');
        int end = byStem && dot > name ? dot : path.length();
        return path.substring(0, name) + prefix + path.substring(name, end) + suffix;
    }

    /** The path of the file that one of this form stands beside; of its stem only, by a stem. */
    String owner(String path) {
        int name = path.lastIndexOf('/') + 1;
        return path.substring(0, name) + path.substring(name + prefix.length(), path.length() - suffix.length());
    }
}
