/** The command line: one class for each command, and nothing that a command does itself. */
@NullMarked
package courier.cli;

import org.jspecify.annotations.NullMarked;
