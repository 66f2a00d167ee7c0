-- For Neovim 0.11 and later: with this folder's parent in 'runtimepath', `vim.lsp.enable('cmklint')` is all.
local cmklint = require('cmklint')

return {
  cmd = cmklint.cmd,
  filetypes = cmklint.filetypes,
  root_markers = cmklint.root_markers,
  get_language_id = cmklint.language_id,
}
