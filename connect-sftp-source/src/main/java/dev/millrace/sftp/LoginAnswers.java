package dev.millrace.sftp;

import com.jcraft.jsch.UIKeyboardInteractive;
import com.jcraft.jsch.UserInfo;
import dev.millrace.kit.ConnectorFailure;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * Answers a server that asks for passwords (RFC 4252, 8 and RFC 4256), for one login. The same question is answered once: a
 * wrong password sent again and again would lock the user out.
 */
final class LoginAnswers implements UserInfo, UIKeyboardInteractive {

    private final Supplier<ConnectorFailure> refused;
    private final boolean last;
    private final Optional<String> password;
    private final boolean listed;
    private final Queue<String> answers;
    private final Set<List<String>> asked = new HashSet<>();
    private boolean passwordGiven;

    /**
     * Has answered nothing yet.
     *
     * @param refused what a login that has nothing more to answer fails with
     */
    LoginAnswers(Optional<Password> password, MethodSettings methods, Supplier<ConnectorFailure> refused) {
        Optional<Password> answers = methods.answers();
        this.refused = refused;
        this.last = methods.isLast(MethodSettings.KEYBOARD);
        this.password = password.map(Password::value);
        this.listed = answers.isPresent();
        this.answers = new ArrayDeque<>(
                answers.map(lines -> lines.value().lines().toList()).orElse(List.of()));
    }

    @Override
    public boolean promptPassword(@Nullable String message) {
        boolean first = !passwordGiven;
        passwordGiven = true;
        return first && password.isPresent();
    }

    @Override
    public @Nullable String getPassword() {
        return password.orElse(null);
    }

    @Override
    public String @Nullable [] promptKeyboardInteractive(
            @Nullable String destination,
            @Nullable String name,
            @Nullable String instruction,
            String[] prompts,
            boolean[] echo) {
        String[] given = new String[prompts.length];
        for (int prompt = 0; prompt < prompts.length; prompt++) {
            String answer = listed ? answers.poll() : echo[prompt] ? "" : password.orElse(null);
            if (answer == null) {
                return nothingMore();
            }
            given[prompt] = answer;
        }
        boolean again = prompts.length > 0 && !listed && !asked.add(Arrays.asList(prompts));
        return again ? nothingMore() : given;
    }

    /** Null has the library go on with the next method; before, it sends an empty answer, which the server counts. */
    private String @Nullable [] nothingMore() {
        if (last) {
            throw refused.get();
        }
        return null;
    }

    @Override
    public @Nullable String getPassphrase() {
        return null;
    }

    @Override
    public boolean promptPassphrase(@Nullable String message) {
        return false;
    }

    @Override
    public boolean promptYesNo(@Nullable String message) {
        return false;
    }

    @Override
    public void showMessage(@Nullable String message) {
        // A greeting for people.
    }
}
