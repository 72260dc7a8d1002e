package dev.millrace.sftp;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.types.Password;

/**
 * Which methods of authentication (RFC 4252, RFC 4256) are tried, and in which order.
 *
 * @param names as the protocol calls them
 * @param answers to keyboard-interactive prompts, one a line
 */
record MethodSettings(List<String> names, Optional<Password> answers) {

    static final String AUTHENTICATIONS = "sftp.authentications";
    static final String ANSWERS = "sftp.keyboard.interactive.answers";

    private static final String PUBLIC_KEY = "publickey";
    private static final String PASSWORD = "password";
    static final String KEYBOARD = "keyboard-interactive";

    /** What a jump host is asked with. */
    static final MethodSettings DEFAULT = new MethodSettings(List.of(PUBLIC_KEY, PASSWORD, KEYBOARD), Optional.empty());

    static void define(OptionGroup options) {
        options.list(
                        AUTHENTICATIONS,
                        String.join(",", DEFAULT.names),
                        "The methods of logging in, in the order in which they are tried: publickey, password,"
                                + " keyboard-interactive. A server that asks for several in a row gets them all; change"
                                + " it where a server counts refused ones and locks the user out.")
                .secret(
                        ANSWERS,
                        "The answers to the server's keyboard-interactive prompts, one a line, in the order of the"
                                + " prompts. Leave it out where the password is what is asked for: it answers every"
                                + " prompt that hides what is typed.");
    }

    static MethodSettings from(AbstractConfig config) {
        return new MethodSettings(config.getList(AUTHENTICATIONS), Texts.secret(config, ANSWERS));
    }

    boolean isLast(String name) {
        return names.indexOf(name) == names.size() - 1;
    }

    void validate(LoginSettings login, Problems problems) {
        for (String name : names) {
            if (!DEFAULT.names.contains(name)) {
                problems.report(AUTHENTICATIONS, "holds '" + name + "'; known are " + String.join(", ", DEFAULT.names));
                return;
            }
        }
        if (names.isEmpty() || new HashSet<>(names).size() < names.size()) {
            problems.report(AUTHENTICATIONS, "lists each method once, and one at least");
        }
        if (answers.isPresent() && !names.contains(KEYBOARD)) {
            problems.report(ANSWERS, "is never used: " + AUTHENTICATIONS + " does not list " + KEYBOARD);
        }
        if (login.hasKey() && !names.contains(PUBLIC_KEY)) {
            problems.report(AUTHENTICATIONS, "does not list publickey, and the private key is never used: add it");
        }
        if (login.password().isPresent() && !names.contains(PASSWORD) && !names.contains(KEYBOARD)) {
            problems.report(
                    AUTHENTICATIONS,
                    "lists neither password nor keyboard-interactive, and the password is never used: add one of them");
        }
    }
}
