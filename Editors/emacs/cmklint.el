;;; cmklint.el --- Customer-managed keys of Azure AI resources, checked  -*- lexical-binding: t -*-

;; SPDX-License-Identifier: Apache-2.0
;; Package-Requires: ((emacs "28.1"))
;; Keywords: languages, tools

;;; Commentary:

;; The language server of cmklint in Emacs, with Eglot or with lsp-mode.
;;
;;   (add-to-list 'load-path "REPOSITORY/Editors/emacs")
;;   (require 'cmklint)
;;
;; Eglot runs one server for a buffer.  Encryption manifests (*.cmk.yaml, *.cmk.yml) get a mode of their own, so that other YAML
;; files keep their server: visit one and do `M-x eglot'.  To use cmklint for all buffers of more modes *instead of* another
;; server:
;;
;;   (cmklint-eglot-use-in '(js-json-mode . "json") '(bicep-ts-mode . "bicep"))
;;
;; lsp-mode runs cmklint as an add-on beside other servers; nothing is to be done but `M-x lsp'.

;;; Code:

(require 'cl-lib)

(defgroup cmklint nil
  "Checks of customer-managed keys."
  :group 'tools)

(defcustom cmklint-command '("cmklint" "--stdio")
  "The language server: a program and its arguments."
  :type '(repeat string))

(defcustom cmklint-language-ids '("json" "jsonc" "yaml" "bicep" "terraform" "terraform-vars")
  "Language ids of the buffers that lsp-mode shows to cmklint."
  :type '(repeat string))

;;;###autoload
(define-derived-mode cmklint-manifest-mode
  text-mode "CMK manifest"
  "Major mode for encryption manifests in YAML."
  (setq-local comment-start "# ")
  (setq-local comment-start-skip "#+ *")
  (setq-local indent-tabs-mode nil)
  (setq-local indent-line-function #'indent-relative)
  (setq-local font-lock-defaults
              '((("^ *\\(?:- +\\)?\\([^][{}#:\n]+\\):\\(?: \\|$\\)" 1 font-lock-variable-name-face)
                 ("\\(?:^\\| \\)\\(#.*\\)$" 1 font-lock-comment-face))
                t)))

;;;###autoload
(add-to-list 'auto-mode-alist '("\\.cmk\\.ya?ml\\'" . cmklint-manifest-mode))

;;; Eglot

(defvar eglot-server-programs)

(defun cmklint-eglot-use-in (&rest modes)
  "Let Eglot run cmklint in MODES, pairs of a major mode and a language id."
  (with-eval-after-load 'eglot
    (cl-loop for (mode . language) in modes do
             (push `((,mode :language-id ,language) . ,(lambda (&rest _) cmklint-command)) eglot-server-programs))))

(cmklint-eglot-use-in '(cmklint-manifest-mode . "yaml"))

;;; lsp-mode

(declare-function lsp-register-client "lsp-mode")
(declare-function make-lsp-client "lsp-mode")
(declare-function lsp-stdio-connection "lsp-mode")
(declare-function lsp-buffer-language "lsp-mode")
(defvar lsp-language-id-configuration)

(with-eval-after-load 'lsp-mode
  (add-to-list 'lsp-language-id-configuration '(cmklint-manifest-mode . "yaml"))
  (lsp-register-client
   (make-lsp-client :new-connection (lsp-stdio-connection (lambda () cmklint-command))
                    :activation-fn (lambda (&rest _) (member (lsp-buffer-language) cmklint-language-ids))
                    :add-on? t
                    :priority -1
                    :server-id 'cmklint)))

(provide 'cmklint)
;;; cmklint.el ends here
