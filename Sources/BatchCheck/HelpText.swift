/// What `--help` prints.
enum HelpText {
  static let text = """
    cmklint \(BatchCheck.version) - checks customer-managed keys in Azure configuration

    usage:
      cmklint --check [PATH…]      check files and folders (none: the working folder; -: standard input)
      cmklint --stdio              language server over standard input and output
      cmklint --explain RULE       a rule's page
      cmklint --list-rules         all rules (--format json for machines)
      cmklint --schema NAME        a schema: manifest, config, findings
      cmklint --completions SHELL  a completion script: bash, zsh, fish
      cmklint --version, --help

    options of --check:
      --against STATE         the state before: a git revision, a folder or a manifest
      --format F[=FILE]       text (default), json, jsonl; may be given several times
      --fix                   apply the safe fixes; --unsafe-fixes: also those that need judgement
      --diff                  print the changes as a patch, write nothing
      --select, --ignore R    rule ids, names or groups (CMK1), comma-separated
      --fail-on S             error (default), warning, info, hint, never
      --today YYYY-MM-DD      the date of the run, for expiry
      --baseline FILE         leave out the findings accepted in FILE; --write-baseline FILE writes it
      --show-undecided        also list what could not be decided
      --config FILE           the configuration (default: .cmklint.json or .cmklint.yaml, upwards); --no-config
      --files-from FILE       paths, one a line (-0: NUL between them; -: standard input)
      --stdin-path NAME       the name of what is read from standard input
      --jobs N                threads (default: the number of processors)
      --color WHEN            auto (default), always, never
      --quiet                 no summary;  --no-progress

    exit status: 0 nothing at or above --fail-on, 1 findings, 2 the job could not be done

    """
}
